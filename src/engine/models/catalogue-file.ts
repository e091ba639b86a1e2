import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { writeWhole } from '../write-whole.ts';
import { unwritable } from './download-errors.ts';
import { catalogueSchema, type CatalogueList } from './translation-catalogue.ts';

/** A list that was read from a mirror, and where that was. */
const keptSchema = z.object({ mirror: z.string(), list: catalogueSchema });

/** The list that comes with the program. It belongs to `DEFAULT_MIRROR`. */
export async function readShippedCatalogue(assets: string): Promise<CatalogueList> {
  const file = path.join(assets, 'models', 'translation-catalogue.json');
  const parsed = catalogueSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new EngineError('internal', `The list of translation models ${file} is damaged.`, {
    hint: 'Install Overlingo again.',
  });
}

/** The list that was read from this mirror before; `undefined` where there is none that can be used. */
export async function readKeptCatalogue(folder: string, mirror: string): Promise<CatalogueList | undefined> {
  const text = await readFile(keptFile(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = keptSchema.safeParse(parseJson(text));
  return parsed.success && parsed.data.mirror === mirror ? parsed.data.list : undefined;
}

/** Keeps the list of a mirror beside the models. @throws EngineError `output-unwritable`. */
export async function keepCatalogue(folder: string, mirror: string, list: CatalogueList): Promise<void> {
  const file = keptFile(folder);
  await writeWhole(file, JSON.stringify({ mirror, list })).catch((error: unknown) => {
    throw unwritable(file, error);
  });
}

function keptFile(folder: string): string {
  return path.join(folder, 'catalogue.json');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
