import { errorShare, type WordErrors } from '../../test/support/speech/word-errors.ts';

/** May be so many times as often wrong as a bare decode, or by so many points, whichever is more. */
const MOST_TIMES = 1.1;
const MOST_POINTS = 1;

/** The most errors that a text may have beside a bare decode of the same sound, in per cent to a tenth. */
export function errorGoal(bare: WordErrors): number {
  const percent = 100 * errorShare(bare);
  return Number(Math.max(MOST_TIMES * percent, percent + MOST_POINTS).toFixed(1));
}
