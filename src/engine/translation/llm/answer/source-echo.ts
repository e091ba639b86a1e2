import { lettersOf } from './plain-text.ts';

/** Between a text and its translation, whatever the text. */
export const ARROW = /-{1,2}>|={1,2}>|[–—]>|[→⇒➔➜➡⟶⟹]\uFE0F?|>>/u;

/** The same, where the text before is the source to the letter. */
const WEAK_SEPARATORS = [':', '：', ' = ', ' | ', ' - ', ' – ', ' — ', '\t'] as const;

/** Shorter sources are names that may begin their own translation: "Minecraft: the game". */
const FEWEST_WORDS = 2;

/** So many of its words make a text the source, slightly rewritten. */
const MOSTLY = 0.6;

/** Takes the source away where the answer repeats it beside its translation: "Hola -> Hello", or on lines of their own. */
export function withoutSource(text: string, source: string): string {
  const said = lettersOf(source);
  if (said === '') return text;
  const behind =
    behindArrow(text, source) ?? beforeArrow(text, source) ?? behindSeparator(text, said) ?? besideLines(text, said);
  return behind ?? withoutBracketed(text, said);
}

function behindArrow(text: string, source: string): string | undefined {
  const arrow = ARROW.exec(text);
  if (!arrow || ARROW.test(source)) return undefined;
  const before = text.slice(0, arrow.index);
  const [behind = ''] = text
    .slice(arrow.index + arrow[0].length)
    .trimStart()
    .split('\n');
  if (!hasLetters(behind) || !isMostly(before, source)) return undefined;
  return withoutHalfEmphasis(behind.trim());
}

/** The mark before the source may have its end here, and the one that ends here its beginning there. */
function withoutHalfEmphasis(text: string): string {
  const [open = ''] = /^[*_`]{1,3}/u.exec(text) ?? [];
  const [close = ''] = /[*_`]{1,3}$/u.exec(text.slice(-3)) ?? [];
  return open === close ? text : text.slice(open.length, text.length - close.length);
}

function beforeArrow(text: string, source: string): string | undefined {
  const arrow = /<-{1,2}|[←⇐⬅]/u.exec(text);
  if (!arrow || /<-|←/u.test(source)) return undefined;
  const before = text.slice(0, arrow.index).trim();
  return hasLetters(before) && isMostly(text.slice(arrow.index), source) ? before : undefined;
}

function behindSeparator(text: string, said: string): string | undefined {
  if (said.split(' ').length < FEWEST_WORDS) return undefined;
  for (const separator of WEAK_SEPARATORS) {
    const at = text.indexOf(separator, Math.floor(said.length / 2));
    const behind = at === -1 ? '' : text.slice(at + separator.length).trim();
    if (hasLetters(behind) && lettersOf(text.slice(0, at)) === said) return behind;
  }
  return undefined;
}

/** Lines that are the source, also behind a label, where others are not. */
function besideLines(text: string, said: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || lines.length > MOST_LINES) return undefined;
  const others = lines.filter((line) => {
    const label = /^\s{0,8}(?:[^:：\n]{1,40}[:：]|[[(][^\])\n]{1,40}[\])])/u.exec(line)?.[0] ?? '';
    return lettersOf(line) !== said && lettersOf(line.slice(label.length)) !== said;
  });
  return others.length > 0 && others.length < lines.length ? others.join('\n') : undefined;
}

const MOST_LINES = 8;

function withoutBracketed(text: string, said: string): string {
  const open = /[)）\]]$/u.test(text) ? Math.max(...['(', '（', '['].map((mark) => text.lastIndexOf(mark))) : -1;
  const inner = open > 0 ? text.slice(open) : '';
  const isSource = [inner, inner.slice(inner.search(/[:：]/u) + 1)].some((one) => lettersOf(one) === said);
  return isSource ? text.slice(0, open).trimEnd() : text;
}

function isMostly(text: string, source: string): boolean {
  if (lettersOf(text) === lettersOf(source)) return true;
  const words = lettersOf(text).split(' ');
  const said = new Set(lettersOf(source).split(' '));
  const shared = words.filter((word) => said.has(word)).length;
  return shared >= FEWEST_WORDS && shared >= MOSTLY * Math.max(words.length, said.size);
}

function hasLetters(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
