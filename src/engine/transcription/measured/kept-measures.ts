import { readFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { withFileLock } from '../../file-lock.ts';
import { writeWhole } from '../../write-whole.ts';
import { measureSchema } from './measure.ts';

/** The form of the file. One of another form is as none. */
const FORM = 1;

/** The oldest go where there are more. */
const MOST_KEPT = 300;

const keptSchema = z.object({
  ...measureSchema.shape,
  /** See `modelFingerprint`. */
  model: z.string(),
  /** What of the host's plan named the processor. */
  processor: z.record(z.string(), z.string()),
  /** Version of this program, which pins those of the libraries. */
  program: z.string(),
  /** The processor and how many threads it has: folders of users travel from one computer to another. */
  computer: z.string(),
});

const fileSchema = z.object({ form: z.literal(FORM), measures: z.array(keptSchema) });

/** A measure, and of what and where it was taken. */
export type KeptMeasure = z.infer<typeof keptSchema>;

/** Of what measures are wanted. */
export type MeasuredModel = Pick<KeptMeasure, 'model' | 'program' | 'computer'>;

/** What tells this computer from others, as far as speed goes. */
export function thisComputer(): string {
  return `${cpus()[0]?.model.trim() ?? process.arch}, ${availableParallelism()} threads`;
}

/** The measures of a model on this computer; none where the file is absent, damaged or of another form. */
export async function readMeasures(cacheFolder: string, wanted: MeasuredModel): Promise<readonly KeptMeasure[]> {
  return (await readAll(fileIn(cacheFolder))).filter((kept) => isOf(kept, wanted));
}

/**
 * Keeps a measure in place of the former one of the same model, recogniser and processor. Those of other versions of the
 * program go.
 * @throws the error of the file system, with its file as `path`; what is kept has not changed then.
 */
export async function keepMeasure(cacheFolder: string, measure: KeptMeasure): Promise<void> {
  const file = fileIn(cacheFolder);
  await withFileLock(file, async () => {
    const others = (await readAll(file)).filter(
      (kept) => kept.program === measure.program && !(isOf(kept, measure) && isSameProcessor(kept, measure)),
    );
    const measures = [...others, measure].slice(-MOST_KEPT);
    await writeWhole(file, `${JSON.stringify({ form: FORM, measures }, undefined, 1)}\n`);
  });
}

/** Where they are kept. */
export function fileIn(cacheFolder: string): string {
  return path.join(cacheFolder, 'recognizer-measures.json');
}

async function readAll(file: string): Promise<readonly KeptMeasure[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.measures : [];
  } catch {
    return [];
  }
}

function isOf(kept: KeptMeasure, { model, program, computer }: MeasuredModel): boolean {
  return kept.model === model && kept.program === program && kept.computer === computer;
}

function isSameProcessor(kept: KeptMeasure, { recognizer, device, library }: KeptMeasure): boolean {
  return kept.recognizer === recognizer && kept.device === device && kept.library === library;
}
