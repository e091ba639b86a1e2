import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { RuntimeFiles } from '../runtime-files.ts';

const manifestSchema = z.object({ version: z.string() });

/** The version of this program, out of the package that the assets belong to; empty where it is in none. */
export async function programVersion({ assets }: Pick<RuntimeFiles, 'assets'>): Promise<string> {
  try {
    const manifest = await readFile(path.join(path.dirname(assets), 'package.json'), 'utf8');
    return manifestSchema.parse(JSON.parse(manifest)).version;
  } catch {
    return '';
  }
}
