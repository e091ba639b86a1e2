import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const PACKED = path.join(import.meta.dirname, '../../fixtures/models/ggml-demo-q8_0.bin.br');

/** Our own small Whisper model in ggml form, unpacked once on this computer. */
export async function demoModel(): Promise<string> {
  const { size, mtimeMs } = statSync(PACKED);
  const file = path.join(tmpdir(), `overlingo-test-ggml-demo-${size}-${Math.round(mtimeMs)}.bin`);
  if (existsSync(file)) return file;
  const unfinished = `${file}.${randomUUID()}`;
  await pipeline(createReadStream(PACKED), createBrotliDecompress(), createWriteStream(unfinished));
  await rename(unfinished, file);
  return file;
}
