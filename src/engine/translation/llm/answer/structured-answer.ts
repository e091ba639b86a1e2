import { ownName } from '../../../../protocol/language/language-names.ts';
import { primarySubtag } from '../../../../protocol/language/parse-language.ts';
import { languageName } from '../language-name.ts';
import type { AnswerExpectation } from './answer-expectation.ts';
import { lettersOf } from './plain-text.ts';

/** Keys whose value is no text for viewers, as `keyOf` writes them. */
const ABOUT =
  /^(?:.*language|.*lang|locale|from|to|source|source_?text|original.*|input.*|transcript|note.*|comment.*|explanation.*|reason.*|thought.*|think.*|analysis|confidence.*|score|quality|role|type|status|model|id|index|style|tone|context|literal.*|romani.*|pronunciation|pinyin|alternative.*)$/u;

/** Keys of a translation; where there is one, the other texts are not looked at. */
const TRANSLATION =
  /^(?:.*translat.*|traduc.*|tradu.*|übersetz.*|target.*|output.*|译文|译|翻译|翻譯|訳|翻訳|번역|перевод)$/u;
const ANSWER =
  /^(?:result.*|answer.*|response.*|reply|final.*|text|content|message|value|caption.*|subtitle.*|line|speech)$/u;

/** Structures inside of structures. */
const DEEPEST = 5;

/**
 * The texts in an answer that is JSON, or elements of XML: those that may be the translation, each once. Undefined where
 * the answer is no structure, or the source is one too.
 */
export function structuredTexts(answer: string, expectation: AnswerExpectation): readonly string[] | undefined {
  const text = answer.trim();
  if (/^\s*[[{<"]/u.test(expectation.source)) return undefined;
  const value = /^[[{"']/u.test(text) ? parsed(text) : elements(text);
  if (value === undefined) return undefined;
  const texts = textsOf(value, expectation, 0);
  const known = new Map(texts.map((one) => [lettersOf(one), one] as const));
  return [...known.values()];
}

function textsOf(value: unknown, expectation: AnswerExpectation, depth: number): readonly string[] {
  if (depth > DEEPEST) return [];
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap((one: unknown) => textsOf(one, expectation, depth + 1));
  if (typeof value !== 'object' || value === null) return [];
  const said = lettersOf(expectation.source);
  const entries = Object.entries(value)
    .map(([key, one]: [string, unknown]) => ({ key: keyOf(key), texts: textsOf(one, expectation, depth + 1) }))
    .filter(({ texts }) => texts.length > 0 && !(texts.length === 1 && lettersOf(texts[0] ?? '') === said));
  const target = namesOf(expectation.targetLanguage);
  const spoken = namesOf(expectation.sourceLanguage);
  const kinds = [
    (key: string) => TRANSLATION.test(key) && !ABOUT.test(key),
    (key: string) => target.includes(key),
    (key: string) => ANSWER.test(key),
    (key: string) => !ABOUT.test(key) && !spoken.includes(key),
  ];
  const best = kinds.map((kind) => entries.filter(({ key }) => kind(key))).find((found) => found.length > 0);
  return best?.flatMap(({ texts }) => texts) ?? [];
}

function keyOf(key: string): string {
  return key
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/gu, '_');
}

function namesOf(language: string): readonly string[] {
  return [language, primarySubtag(language), languageName(language) ?? '', ownName(language) ?? '']
    .map((name) => keyOf(name.replace(/ \([^()]*\)$/u, '')))
    .filter((name) => name !== '');
}

/** Models forget the last brace, break strings over lines, and use the marks of other languages. */
function parsed(text: string): unknown {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'), text.lastIndexOf('"')) + 1;
  const whole = text.slice(0, end);
  const mended = whole
    .replace(/\s+/gu, (space) => (space.includes('\n') ? ' ' : space))
    .replace(/,(?=\s{0,8}[}\]])/gu, '');
  const keyed = mended.replace(/([{,]\s{0,8})([a-z_]\w{0,30})\s{0,8}:/giu, '$1"$2":');
  const [, key, value] = /^\{\s{0,8}"?(\w{1,30})"?\s{0,8}:\s{0,8}([^"{}[\]]+)\}$/u.exec(mended) ?? [];
  const unquoted = key === undefined ? '' : JSON.stringify({ [key]: value });
  const closed = ['}', '"}', ']'].map((close) => mended + close);
  const candidates = [whole, mended, keyed, ...closed, withDoubleQuotes(mended), unquoted];
  for (const candidate of candidates) {
    const value = parsedExactly(candidate);
    if (value !== undefined) return value;
  }
  return undefined;
}

function parsedExactly(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `{'translation': 'It's me'}`: apostrophes inside of words stay. */
function withDoubleQuotes(text: string): string {
  return text.replaceAll('"', '\\"').replace(/(?<![\p{L}\p{N}])'|'(?![\p{L}\p{N}])/gu, '"');
}

const ELEMENT = /^\s*<([a-z][\w-]{0,30})(?:\s[^<>]{0,80})?>([^<]*)<\/\1>/iu;

/** `<source>Hola</source><target>Hello</target>` as an object. */
function elements(text: string): unknown {
  const found: Record<string, string> = {};
  let rest = text;
  for (let match = ELEMENT.exec(rest); match; match = ELEMENT.exec(rest)) {
    const [all, name = '', content = ''] = match;
    found[name] = content;
    rest = rest.slice(all.length);
  }
  return rest.trim() === '' && Object.keys(found).length > 0 ? found : undefined;
}
