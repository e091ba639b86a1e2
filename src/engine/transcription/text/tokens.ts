import { isUnspaced } from '../../../protocol/language/writing.ts';
import { segmentsOf } from '../../../protocol/segments.ts';
import { trailing } from '../../../protocol/trailing.ts';

/** One unit in which hypotheses are compared: a word, or a grapheme cluster where words have no spaces between them. */
export interface Token {
  /** White space before the token, as in the text. */
  readonly space: string;
  /** The token as written, with the punctuation that clings to it. */
  readonly surface: string;
  /** What is compared: without case, punctuation and composition differences. Never empty but in a text of marks alone. */
  readonly key: string;
}

const MARKS = /[\p{P}\p{S}\s]+/gu;
const MARK = /^[\p{P}\p{S}\s]$/u;

/** Splits a text in the unit of its language (BCP-47). Joining `space + surface` of all tokens gives the trimmed text. */
export function tokenize(text: string, language: string): Token[] {
  const pieces = isUnspaced(language) ? graphemePieces(text.trim(), language) : wordPieces(text.trim());
  return attachMarks(pieces);
}

/** The text of the tokens, without the space before the first one. */
export function joinTokens(tokens: readonly Token[]): string {
  return tokens
    .map((token) => token.space + token.surface)
    .join('')
    .trimStart();
}

/** Punctuation at the end of the token, with white space inside it, such as ` ?` in French. */
export function trailingMarks(surface: string): string {
  return trailing(surface, MARK);
}

interface Piece {
  readonly space: string;
  readonly surface: string;
}

function wordPieces(text: string): Piece[] {
  // Spaces at the end would be looked at again from each of them.
  return Array.from(text.trimEnd().matchAll(/(\s*)(\S+)/gu), ([, space = '', surface = '']) => ({ space, surface }));
}

/** Grapheme clusters; a run of Latin letters or digits stays one piece. */
function graphemePieces(text: string, language: string): Piece[] {
  const pieces: Piece[] = [];
  let space = '';
  /** The last piece is made of Latin letters and digits. */
  let isRun = false;
  for (const { segment } of segmentsOf(new Intl.Segmenter(language, { granularity: 'grapheme' }), text)) {
    const last = pieces.at(-1);
    if (/^\s+$/u.test(segment)) {
      space += segment;
      continue;
    }
    const isLatin = /^[\p{Script=Latin}\p{N}]+$/u.test(segment);
    if (last && space === '' && isRun && isLatin) {
      pieces[pieces.length - 1] = { space: last.space, surface: last.surface + segment };
    } else {
      pieces.push({ space, surface: segment });
      space = '';
    }
    isRun = isLatin;
  }
  return pieces;
}

/** Opens what follows it: a bracket, a quote, a sign of money or number before digits. */
function isOpening({ surface }: Piece, before: Token, after: Piece | undefined): boolean {
  if (after?.space !== '') return false;
  if (/^[\p{Ps}\p{Pi}]$/u.test(surface)) return true;
  return /^[\p{Sc}#＃]$/u.test(surface) && /^\p{N}/u.test(after.surface) && !/\p{N}$/u.test(before.surface);
}

/** Marks that stand alone cling to the token before them, but to the one after where they open it or the text. */
function attachMarks(pieces: readonly Piece[]): Token[] {
  const tokens: Token[] = [];
  let leading: Piece | undefined;
  for (const [index, piece] of pieces.entries()) {
    const { space, surface } = piece;
    const key = surface.normalize('NFKC').toLowerCase().replace(MARKS, '');
    const last = tokens.at(-1);
    if (key === '' && last && !leading && !isOpening(piece, last, pieces[index + 1])) {
      tokens[tokens.length - 1] = { ...last, surface: last.surface + space + surface };
    } else if (key === '') {
      leading = leading ? { space: leading.space, surface: leading.surface + space + surface } : { space, surface };
    } else if (leading) {
      tokens.push({ space: leading.space, surface: leading.surface + space + surface, key });
      leading = undefined;
    } else {
      tokens.push({ space, surface, key });
    }
  }
  if (leading) tokens.push({ ...leading, key: '' });
  return tokens;
}
