import { segmentsOf } from '../../../protocol/segments.ts';
import type { Token } from '../text/tokens.ts';
import { countSounds } from './sounds.ts';

/** Signs that are no letters of a longer word: a text may end behind each. */
const SIGN = /[\p{sc=Hani}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}]/u;

/** A word that says its beginning again and again, such as `jajajajaja` or `nooooooo`. */
const LOOP = /^.{0,3}?(.{1,12}?)\1{3}/u;

/**
 * The first tokens of a text, `count` or fewer, so that no word or address is cut in two: in a text without spaces it may be
 * made of several tokens. A first word that is longer stays whole.
 */
export function wholeWords<Part extends Token>(tokens: readonly Part[], count: number): readonly Part[] {
  let end = count;
  while (end > 0 && isInsideOfWord(tokens, end)) end -= 1;
  if (end === 0 && count > 0) {
    end = count;
    while (isInsideOfWord(tokens, end)) end += 1;
  }
  return tokens.slice(0, end);
}

/** So much of one word as fits, in sounds: all of it where it has no place to be cut, as in the midst of letters. */
export function beginningOf<Part extends Token>(token: Part, room: number): Part {
  const isLoop = LOOP.test(token.key);
  let sounds = 0;
  let end = 0;
  let before = '';
  for (const { index, segment } of segmentsOf(new Intl.Segmenter(), token.surface)) {
    if (isLoop || SIGN.test(before) || SIGN.test(segment)) end = index;
    sounds += countSounds(segment);
    if (sounds > room && end > 0)
      return { ...token, surface: token.surface.slice(0, end), key: token.key.slice(0, end) };
    before = segment;
  }
  return token;
}

/** Between two tokens that no space and no sign parts, such as those of an address. */
function isInsideOfWord(tokens: readonly Token[], at: number): boolean {
  const [before, after] = [tokens[at - 1], tokens[at]];
  if (before === undefined || after?.space !== '') return false;
  return !SIGN.test(before.key) && !SIGN.test(after.key);
}
