import { ggmlKind } from '../ggml-file.ts';
import { requireModelFiles } from '../model-files.ts';
import { readGgmlLayout } from '../whisper-node/ggml-layout.ts';

/**
 * Checks what can be checked before the weights are read: a GGUF file is there, a ggml file is whole. Throws `model-missing`,
 * `model-damaged` or `model-unsupported`.
 */
export async function requireModelFile(file: string): Promise<void> {
  await requireModelFiles([file]);
  if ((await ggmlKind(file)) === 'ggml') await readGgmlLayout(file);
}
