/**
 * What steers a terminal, each as a whole: a string with its end, such as the title of a window; a control sequence, such
 * as a colour; any other escape. A string without an end loses its beginning only: what follows may be words.
 */
const SEQUENCES = new RegExp(
  [
    String.raw`(?:\u001b[\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090\u0098\u009b-\u009f]*(?:\u0007|\u001b\\|\u009c)`,
    String.raw`(?:\u001b\[|\u009b)[0-?]*[ -\/]*[@-~]`,
    String.raw`\u001b[ -\/]*[0-~]?`,
  ].join('|'),
  'gu',
);

/** All that ends a line, somewhere. */
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/gu;

/** Half a character, from text that was cut in the wrong place. */
const LONE_SURROGATES = /\p{Cs}/gu;

/**
 * Signs that join, part or shape the letters and emoji beside them: the joiners, the variation selectors, and those of
 * Mongolian. Where there is nothing for them to do, they only hide.
 */
const SHAPERS = String.raw`\u200c\u200d\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u180b-\u180f`;

/** They give a sign without a direction one, as a bracket in Hebrew, and turn nothing around. */
const DIRECTION_MARKS = String.raw`\u200e\u200f\u061c`;

/** Format characters that are seen: they stand around or above the digits that follow. */
const SEEN = String.raw`\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}`;

/** The flags of England, Scotland and Wales, which are spelt in tags. No other tag is of any use. */
const TAGGED_FLAG = String.raw`\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}`;

/** Controls, what turns text around, what takes no room, and what is no character. */
const HIDDEN = String.raw`(?![\n${SHAPERS}${DIRECTION_MARKS}${SEEN}])[\p{Cc}\p{Cf}\p{DI}\p{NChar}]`;

const FLAGS_AND_HIDDEN = new RegExp(`${TAGGED_FLAG}|${HIDDEN}`, 'gu');
const SHAPED = new RegExp(`(^|[^${SHAPERS}])([${SHAPERS}]+)`, 'gu');
const MARKS_IN_A_ROW = new RegExp(`[${DIRECTION_MARKS}]+(?=[${DIRECTION_MARKS}])`, 'gu');
const SUSPECT = new RegExp(`\\p{M}{6}|[\\u2028\\u2029\\p{Cs}${SHAPERS}]|[${DIRECTION_MARKS}]{2}|${HIDDEN}`, 'u');

/** No script puts more marks on one letter; a longer stack is meant to cover the lines above and below. */
const MARK_STACK = /((?:\p{M}[\u200c\u200d]?){5})[\p{M}\u200c\u200d]+/gu;

/** Scripts in which a joiner changes how letters look. */
const JOINING_SCRIPTS =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Mand}\p{scx=Nkoo}\p{scx=Adlm}\p{scx=Rohg}\p{scx=Mong}\p{scx=Phag}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Java}\p{scx=Bali}]/u;
const LETTER = /[\p{L}\p{M}]/u;
/** Characters that have more than one look. */
const VARIED = /[\p{ExtPict}\p{S}0-9#*\p{scx=Han}\p{scx=Mymr}\p{scx=Phag}]/u;
const EMOJI = /[\p{ExtPict}\p{EMod}]/u;
const MONGOLIAN = /\p{scx=Mong}/u;
const MONGOLIAN_SHAPER = /[\u180b-\u180f]/u;
const JOINER = /[\u200c\u200d]/u;
const ZERO_WIDTH_JOINER = '\u200d';

/**
 * Text from outside as text: without what steers a terminal, turns text around, takes no room, covers other lines, or is no character. What
 * scripts and emoji need stays. All that ends a line becomes a line feed, half a character the sign for one that is missing.
 */
export function cleanText(text: string): string {
  if (!SUSPECT.test(text)) return text;
  const visible = text
    .replace(LONE_SURROGATES, '\ufffd')
    .replace(SEQUENCES, '')
    .replace(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replace(FLAGS_AND_HIDDEN, (found) => (found.startsWith('\u{1f3f4}') ? found : ''));
  const shaped = visible.replace(SHAPED, (found: string, base: string, shapers: string, at: number) => {
    return base + keptShapers(base, shapers, characterAt(visible, at + found.length));
  });
  return shaped.replace(MARKS_IN_A_ROW, '').replace(MARK_STACK, '$1');
}

/** The same in one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\n+/gu, ' ');
}

/** Of the shapers between two characters those that do something there: a selector, then a joiner. */
function keptShapers(base: string, shapers: string, next: string): string {
  if (base.trim() === '') return '';
  const [first = '', ...others] = shapers;
  if (JOINER.test(first)) return keptJoiner(base, first, next);
  const selector = (MONGOLIAN_SHAPER.test(first) ? MONGOLIAN : VARIED).test(base) ? first : '';
  return selector + keptJoiner(base, others[0] ?? '', next);
}

function keptJoiner(base: string, sign: string, next: string): string {
  if (!JOINER.test(sign)) return '';
  if (LETTER.test(base) && JOINING_SCRIPTS.test(base)) return sign;
  return sign === ZERO_WIDTH_JOINER && EMOJI.test(base) && EMOJI.test(next) ? sign : '';
}

function characterAt(text: string, index: number): string {
  const code = text.codePointAt(index);
  return code === undefined ? '' : String.fromCodePoint(code);
}
