import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { withoutTrailing } from '../../protocol/trailing.ts';
import type { ModelEntry } from './model-entry.ts';

/** A file of a model, at the top of its folder or in one folder of that, as tokenizers are. */
const placeInModel = z.string().regex(/^(?:\w[\w.-]*\/)?\w[\w.-]*$/u);

const fileSchema = z.strictObject({
  url: z.url({ protocol: /^https$/u }),
  name: placeInModel,
  bytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional(),
  packing: z.literal('tar.bz2').optional(),
  members: z.array(placeInModel).optional(),
});

const modelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/u),
  /** What it is, for people. */
  title: z.string(),
  /** Name of the recogniser that runs it. */
  engine: z.string(),
  /** Primary subtags; `any` for those that know nearly all languages, and those whose list nobody wrote down. */
  languages: z.union([z.literal('any'), z.array(z.string())]),
  /** True where it writes while it listens, and does not hear a sentence again and again. */
  streaming: z.boolean(),
  licence: z.strictObject({
    name: z.string(),
    /** Whether money may be earned with it; absent where nobody has looked. */
    commercial: z.boolean().optional(),
  }),
  /** What it takes to keep up with speech: any processor of today, a strong one or a GPU, or only a GPU. */
  hardware: z.enum(['any', 'strong', 'gpu']),
  /** On disk, where that is not what is downloaded. */
  installedBytes: z.int().positive().optional(),
  /** While it listens, where that was published. */
  memoryBytes: z.int().positive().optional(),
  files: z.array(fileSchema).min(1),
});

const catalogueSchema = z.strictObject({ models: z.array(modelSchema) });

/** A speech model that can be downloaded. */
export type SpeechModel = ModelEntry & z.infer<typeof modelSchema>;

/** The speech models of the list that comes with the program, sorted by name. */
export async function readSpeechCatalogue(assets: string): Promise<readonly SpeechModel[]> {
  const file = path.join(assets, 'models', 'speech-catalogue.json');
  const parsed = catalogueSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data.models.map((model) => ({ ...model, kind: 'speech' as const }));
  throw new EngineError('internal', `The list of speech models ${file} is damaged.`, {
    hint: 'Install Overlingo again.',
  });
}

/**
 * The same model from another server, which has each file at the same path.
 * @param mirror address of that server, with or without a path of its own.
 */
export function atMirror<Entry extends ModelEntry>(entry: Entry, mirror: string): Entry {
  const base = withoutTrailing(mirror, /\//u);
  const files = entry.files.map((file) => {
    const { pathname } = new URL(file.url);
    return { ...file, url: `${base}${pathname}` };
  });
  return { ...entry, files };
}
