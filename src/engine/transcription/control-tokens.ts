/**
 * What speech models write for themselves and servers pass on: `<|en|>`, `<|0.00|>` and their like, languages as `<en-US>`, the
 * beginning, the end and the filling of a text, and the sign for what is in no vocabulary. A spoken `<` or `<3` is none.
 */
const TOKEN =
  /<[|｜][^<>\n]{0,60}[|｜]>|<[a-z]{2,3}-[A-Z][A-Za-z]{1,3}>|<\/?s>|<(?:unk|pad|blank|blk|bos|eos|sos|sos\/eos|mask|asr_text|eou|eob)>|\u2047/giu;

/** A token may end like this, and go on in what comes next. */
const BEGUN = /<(?:[|｜][^<>\n]{0,60}|[a-z]{0,3}(?:-[a-z]{0,4})?|\/s?|sos\/[eos]{0,3}|asr_[tex]{0,4}|[a-z]{0,5})$/iu;

/** The longest token, and some. */
const TAIL_LENGTH = 80;

/** A model of which servers pass on the heading of an answer says its language so. */
const HEADING = /^\s*language [A-Za-z]{2,20}(?=<asr_text>)/u;

const UNSPACED = /[\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/u;
const WORD_BEGINNING = /^[\p{L}\p{N}]/u;
const WORD_END = /[\p{L}\p{N}.,:;!?…]$/u;

/** A stretch of text that stays. */
interface Kept {
  readonly start: number;
  readonly end: number;
  /** What parts it from the stretch before. */
  readonly glue: '' | ' ';
}

/** A whole text without control tokens. */
export function withoutTokens(text: string): string {
  return withoutTokensIn([text.replace(HEADING, '')])[0] ?? '';
}

/**
 * The parts of a text without control tokens, which may lie across several parts. Where a text goes on, so does what this
 * makes of it, but for a token that it ended within.
 */
export function withoutTokensIn(parts: readonly string[]): readonly string[] {
  const text = parts.join('');
  const kept = keptOf(text);
  let index = 0;
  let start = 0;
  return parts.map((part) => {
    const end = start + part.length;
    let left = '';
    for (let stretch = kept[index]; stretch && stretch.start < end; stretch = kept[index]) {
      if (stretch.start >= start) left += stretch.glue;
      left += text.slice(Math.max(start, stretch.start), Math.min(end, stretch.end));
      if (stretch.end > end) break;
      index += 1;
    }
    start = end;
    return left;
  });
}

/** How much of a text that goes on stands before a token that it may end within. */
export function lengthBeforeBegunToken(text: string): number {
  const tailStart = Math.max(0, text.length - TAIL_LENGTH);
  const begun = BEGUN.exec(text.slice(tailStart));
  return begun ? tailStart + begun.index : text.length;
}

function keptOf(text: string): readonly Kept[] {
  const kept: Kept[] = [];
  let from = 0;
  let isUnknown = false;
  const keep = (end: number): void => {
    const before = kept.at(-1);
    const endsWithSpace = !before || /\s/u.test(text.charAt(before.end - 1));
    let start = from;
    // A space on each side of a token is one too many.
    if (from > 0 && endsWithSpace) while (start < end && /\s/u.test(text.charAt(start))) start += 1;
    if (start === end) return;
    const needsGlue =
      !isUnknown && before !== undefined && areWords(text.slice(before.end - 1, before.end), text[start]);
    kept.push({ start, end, glue: needsGlue ? ' ' : '' });
    isUnknown = false;
  };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    keep(index);
    from = index + token.length;
    // It may stand for a letter.
    isUnknown = token === '\u2047' || token.toLowerCase() === '<unk>';
  }
  keep(text.length);
  return kept;
}

function areWords(before: string, after = ''): boolean {
  return WORD_END.test(before) && WORD_BEGINNING.test(after) && !UNSPACED.test(before) && !UNSPACED.test(after);
}
