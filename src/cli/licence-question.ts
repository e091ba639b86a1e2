import { createInterface } from 'node:readline/promises';
import { EngineError } from '../engine/errors.ts';
import type { SpeechModel } from '../engine/models/speech-catalogue.ts';
import { cleanLine } from '../protocol/clean-text.ts';
import type { Terminal } from './terminal.ts';

/**
 * Asks whoever sits at the terminal about a model with which no money may be earned, or nobody knows whether it may:
 * many streamers earn some.
 * @param yes true where that was agreed to before.
 * @throws EngineError `usage` where it is not agreed to; the reason of the signal where that aborts.
 */
export async function agreeToLicence(
  { id, licence }: Pick<SpeechModel, 'id' | 'licence'>,
  yes: boolean,
  { stdin, stdout }: Pick<Terminal, 'stdin' | 'stdout'>,
  signal: AbortSignal,
): Promise<void> {
  if (yes || licence.commercial === true) return;
  const problem =
    licence.commercial === false
      ? `The licence of ${id} (${licence.name}) does not allow earning money with it.`
      : `Nobody has looked up the licence of ${id} for Overlingo: see where it comes from, with overlingo models list --json.`;
  if (stdin.isTTY && stdout.isTTY === true) {
    const lines = createInterface({ input: stdin, output: stdout });
    try {
      const answer = await lines.question(cleanLine(`${problem} Download it? [y/N] `), { signal });
      if (/^y(?:es)?$/iu.test(answer.trim())) return;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      lines.close();
    }
  }
  throw new EngineError('usage', problem, { hint: 'Add --yes if you may use it.' });
}
