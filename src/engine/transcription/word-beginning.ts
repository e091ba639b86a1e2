import { isUnspacedCharacter } from '../../protocol/text-units.ts';

/** Marks of East Asian scripts have no space behind them. */
const ENDS_IN_WIDE_MARK = /[\u3001-\u303f\uff01-\uff1f]$/u;

/** Whether a text begins in a script without spaces between its words. */
export function startsUnspaced(text: string): boolean {
  return isUnspacedCharacter(/^./u.exec(text)?.[0] ?? '');
}

/**
 * Whether a piece of a text begins a word, or goes on with the one before. Marks stay with the word before them. In
 * scripts without spaces each piece stands alone; a word of Latin letters stays whole there, too.
 * @param before the text before the piece.
 */
export function beginsWord(piece: string, before: string): boolean {
  if (/^\s/u.test(piece)) return true;
  if (/^[\p{P}\p{S}\p{M}]/u.test(piece)) return false;
  return startsUnspaced(piece) || endsUnspaced(before);
}

function endsUnspaced(text: string): boolean {
  return isUnspacedCharacter(/.$/u.exec(text)?.[0] ?? '') || ENDS_IN_WIDE_MARK.test(text);
}
