import { fitsBetter } from './answer-length.ts';
import { lettersOf } from './plain-text.ts';
import { speaksOf } from './said-words.ts';

const NOTE_WORDS =
  'note|notes|n\\.?b\\.?|literal(?:ly)?|lit\\.|translator|explanation|context|alternative(?:ly|s)?|or ["“«「]|or,? (?:more|less|simply|maybe)|or:|also:|this (?:is|translat|means|sentence|phrase)|nota|notas|hinweis|anmerkung|remarque|примечание|注|備考|译注|참고|meaning|pronunciation|romaji|pinyin|transliteration|(?:in)?formal|casual|polite|colloquial|slang';

const BRACKET_NOTE = new RegExp(`^(?:${NOTE_WORDS})(?<![\\p{L}\\p{N}](?=[\\p{L}\\p{N}]))`, 'iu');

/** Words that a speaker puts into brackets as well, who speaks of a text. */
const ABOUT_TEXT =
  /^(?:(?:[Dd]irect |[Ff]ree |[Rr]ough |English )?[Tt]ranslat(?:ion|ed)|[Tt]ranslating|I(?:'ve|’ve| have)? translated|[Oo]riginal(?:ly)?|[Ss]ource|(?:[Ff]rom|[Ii]n) (?:the )?\p{Lu}\p{Ll}{2,20}\)?$|traducción|traduction|übersetz|tradução|traduzione|перевод)/u;

/** A remark behind a dash, without brackets. */
const LITERAL = / [-–—] ?(?:lit\.|literally:) /iu;
const LEADING_MARKS = /^[\s([（【–—-]{1,4}/u;

/** A line after the translation that is about it. */
const NOTE_LINE = new RegExp(
  `^[^\\p{L}\\p{N}]{0,12}(?:${NOTE_WORDS}|i(?:'ve|’ve| have)? (?:translated|used|kept|chose|chosen|rendered|opted)|translated|let me know|i hope|feel free|please (?:let|note)|if you (?:need|want|have)|would you like|in this (?:translation|context|sentence)|the (?:word|phrase|term) )`,
  'iu',
);

/** A line that only a model or its template writes: another turn, a heading of a prompt. */
const TURN_LINE = /^\s{0,8}(?:#{1,4} ?)?\**(?:user|human|assistant|system|instruction|input|response|question)\**:/iu;
const HEADING = /^\s{0,8}(?:#{2,4} |[-=*_]{3,20}\s{0,8}$)/u;

const BRACKETS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '）': '（', '】': '【' };

/** Takes lines and brackets about the translation away from the end; never what the speaker may have said. */
export function withoutNotes(text: string, source: string): string {
  const lines = text.split('\n');
  const turn = lines.findIndex((line, index) => index > 0 && (TURN_LINE.test(line) || HEADING.test(line)));
  const own = turn === -1 ? lines : lines.slice(0, turn);
  const note = own.findIndex((line, index) => index > 0 && NOTE_LINE.test(line));
  const all = own.join('\n').trim();
  const before = note === -1 ? all : own.slice(0, note).join('\n').trim();
  const kept = before === all || !fitsBetter(before, all, source) ? all : before;
  return /[([（【]/u.test(source) ? kept : withoutBracket(kept, source);
}

/** A remark in brackets at the end: "(Note: …)", or the source once more. */
function withoutBracket(text: string, source: string): string {
  const closed = /[)\]）】][.。]$/u.test(text.slice(-2)) ? text.slice(0, -1) : text;
  const bracket = closed.lastIndexOf(BRACKETS[closed.at(-1) ?? ''] ?? '\n');
  const open = bracket === -1 ? closed.search(LITERAL) : bracket;
  if (open < 1) return text;
  const before = closed.slice(0, open).trimEnd();
  const remark = closed.slice(open).replace(LEADING_MARKS, '');
  const isAbout =
    BRACKET_NOTE.test(remark) || (ABOUT_TEXT.test(remark) && !speaksOf('text', source)) || quotes(remark, source);
  return isAbout && fitsBetter(before, text, source) ? before : text;
}

/** True where a remark has all of the source in it. */
function quotes(remark: string, source: string): boolean {
  const said = lettersOf(source);
  return said.includes(' ') && ` ${lettersOf(remark)} `.includes(` ${said} `);
}
