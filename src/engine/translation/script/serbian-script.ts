/** The letters of both scripts of Serbian, in the order of the Cyrillic alphabet. */
const LETTERS: readonly (readonly [cyrillic: string, latin: string])[] = [
  ...[
    'аa',
    'бb',
    'вv',
    'гg',
    'дd',
    'ђđ',
    'еe',
    'жž',
    'зz',
    'иi',
    'јj',
    'кk',
    'лl',
    'мm',
    'нn',
    'оo',
    'пp',
    'рr',
    'сs',
    'тt',
  ],
  ...['ћć', 'уu', 'фf', 'хh', 'цc', 'чč', 'шš', 'љlj', 'њnj', 'џdž'],
].map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]);

const LATIN = new Map(LETTERS);
const CYRILLIC = new Map(LETTERS.map(([cyrillic, latin]) => [latin, cyrillic]));

/** Two letters that are two sounds, where a prefix ends between them. */
const SEPARATE = /(?<=\b(?:in|kon|van|tan))j(?=[eu])|(?<=\b(?:na|po|o)d)ž(?=[aiu])/giu;

/** Cyrillic as Latin letters. */
export function serbianInLatin(text: string): string {
  return text.replace(/\p{sc=Cyrl}/gu, (letter, at: number) => {
    const latin = LATIN.get(letter.toLowerCase());
    if (latin === undefined || letter === letter.toLowerCase()) return latin ?? letter;
    const isShouted = /^\p{Lu}/u.test(text.slice(at + 1));
    return isShouted ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1);
  });
}

/**
 * Latin as Cyrillic letters. Words with letters that Serbian does not have are foreign and stay, as do all where the text
 * has Cyrillic ones: then those in Latin are names.
 */
export function serbianInCyrillic(text: string): string {
  if (/\p{sc=Cyrl}/u.test(text)) return text;
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    if (/[^a-zčćžšđ]|[qwxy]/iu.test(word)) return word;
    const parted = word.replace(SEPARATE, (letter) => `\u0000${letter}`);
    return parted
      .replace(/lj|nj|dž|\p{L}/giu, (letters) => {
        const cyrillic = CYRILLIC.get(letters.toLowerCase()) ?? letters;
        return /^\p{Lu}/u.test(letters) ? cyrillic.toUpperCase() : cyrillic;
      })
      .replaceAll('\u0000', '');
  });
}
