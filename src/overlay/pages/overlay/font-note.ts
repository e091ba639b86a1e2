import { englishName } from '../../../protocol/language/language-names.ts';
import type { StatusSentence } from '../../shared/status-sentence.ts';
import type { ScreenBlock } from '../../shared/captions/caption-screen.ts';
import { foreignLetter, isDrawable } from './missing-letter.ts';

/** By language: a font is not installed while a page is open. */
const known = new Map<string, boolean>();

/** What the streamer must know where this PC has no letters for what is shown. Undefined where it has. */
export function fontNote(blocks: readonly ScreenBlock[]): StatusSentence | undefined {
  const language = blocks.flatMap(({ lines }) => lines).find((line) => !hasLetters(line))?.language;
  if (language === undefined) return undefined;
  const name = englishName(language) ?? language;
  const text = `This PC has no font with the letters of ${name} (${language}): boxes stand in their place. Install one.`;
  return { tone: 'bad', text };
}

function hasLetters({ language, stableText, unstableText }: ScreenBlock['lines'][number]): boolean {
  const letter = foreignLetter(stableText + unstableText);
  if (letter === undefined) return true;
  const before = known.get(language);
  if (before !== undefined) return before;
  const line = [...document.querySelectorAll('.caption-line')].find((one) => one.getAttribute('lang') === language);
  if (!line) return true;
  const drawable = isDrawable(letter, getComputedStyle(line).fontFamily, language);
  known.set(language, drawable);
  return drawable;
}
