import { readFile } from 'node:fs/promises';
import { EngineError } from '../../errors.ts';
import type { SherpaFiles } from '../sherpa-files.ts';

/** The number of a token, at the end of its line. */
const NUMBER = /(?:^|\s)(\d+)\s*$/u;

/**
 * Reads the table of the tokens of a model, one in each line; of a tokenizer, its vocabulary. The library looks for a token
 * once the model writes it, and ends the process where the table has none.
 * @throws EngineError `model-damaged` where the table has fewer tokens than the model says that it writes.
 */
export async function readTokenTable({ tokens, metadata }: SherpaFiles): Promise<string> {
  const text = await readFile(tokens, 'utf8');
  if (!tokens.endsWith('.txt')) return text;
  const wanted = Number(metadata['vocab_size'] ?? 0);
  const numbers = text.split('\n').flatMap((line) => NUMBER.exec(line)?.[1] ?? []);
  const count = new Set(numbers).size;
  if (!(count < wanted)) return text;
  throw new EngineError(
    'model-damaged',
    `The table of tokens ${tokens} has ${count} of the ${wanted} tokens of its model.`,
    {
      hint: 'It is cut off, or that of another model: copy or download all files of the model together.',
      stage: 'transcription',
    },
  );
}
