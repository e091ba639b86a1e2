import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeFailure } from './download-errors.ts';

/** Writes a small file so that it is there whole or not at all. @throws EngineError `output-unwritable`. */
export async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(beside, text);
    await rename(beside, file);
  } catch (error) {
    throw writeFailure(file, error);
  }
}
