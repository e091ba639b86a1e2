import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { demoClip } from '../engine/models/bundled-models.ts';

const clipSchema = z.object({ text: z.string(), duration: z.number() });

/** What is said in the demo clip of a language, and how long it takes. The clips of all languages say the same. */
export async function readDemoReference(assets: string, language: string): Promise<z.infer<typeof clipSchema>> {
  const json: unknown = JSON.parse(await readFile(demoClip(assets, language).references, 'utf8'));
  return clipSchema.parse(json);
}
