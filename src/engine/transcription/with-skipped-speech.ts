import { isUnspaced } from '../../protocol/language/writing.ts';
import { isClear } from './guards/voice.ts';
import type { RecognizerPool, TimedHypothesis } from './host/recognizer-pool.ts';
import { skippedSpeech } from './text/skipped-speech.ts';
import type { TimedToken } from './text/timed-tokens.ts';
import type { Utterance } from './utterance.ts';

/**
 * The words of a final with those that it has skipped: what lies before a skipped stretch and the stretch itself are decoded
 * once more, without what the decoder skipped to. The words stay as they are where that gives none that are clear.
 */
export async function withSkippedSpeech(
  pool: Pick<RecognizerPool, 'decode'>,
  utterance: Utterance,
  tokens: readonly TimedToken[],
  hypothesis: TimedHypothesis,
): Promise<readonly TimedToken[]> {
  const skipped = skippedSpeech(tokens);
  if (!skipped) return tokens;
  const sampleCount = utterance.samplesBefore(skipped);
  const request = { kind: 'final', task: 'transcribe', sampleCount } as const;
  // What was heard is worth more than what may be missing.
  const again = await pool.decode(utterance.audio, request).catch(() => undefined);
  if (again?.language !== hypothesis.language) return tokens;
  const verdict = utterance.check(again, sampleCount);
  if (!verdict.accepted || isClear({ hypothesis: again }) !== true) return tokens;
  const before = utterance.tokensOf(verdict.text, again);
  const [next, ...others] = tokens.slice(skipped.index);
  if (!next || before.length <= skipped.index) return tokens;
  const space = isUnspaced(utterance.language) ? '' : ' ';
  return [...before, { ...next, space, startMs: skipped.fromMs }, ...others];
}
