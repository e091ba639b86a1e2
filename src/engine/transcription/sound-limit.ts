import { segmentsOf } from '../../protocol/segments.ts';

/** Nobody says more characters a second, in any script; a text of any length begins with some. */
const CHARACTERS_PER_SECOND = 32;
const CHARACTERS_ALWAYS = 24;

/** Whether a text is longer than `soundMs` milliseconds of sound can hold. Counts what a reader sees as characters, not bytes. */
export function isLongerThanSound(text: string, soundMs: number): boolean {
  const most = CHARACTERS_ALWAYS + (CHARACTERS_PER_SECOND * soundMs) / 1000;
  if (text.length <= most) return false;
  const characters = segmentsOf(new Intl.Segmenter(), text);
  for (let count = 1; characters.next().done !== true; count += 1) if (count > most) return true;
  return false;
}
