/**
 * How many sounds of speech a sign stands for, where it is not one. A Chinese sign is a syllable, a letter of an Indian script
 * brings its vowel, Arabic and Hebrew leave vowels out, and a digit is a word.
 */
const WEIGHTS: readonly (readonly [weight: number, signs: RegExp])[] = [
  [3, /\p{Nd}/u],
  [2.5, /[\p{sc=Hani}\p{sc=Hang}]/u],
  [2, /[\p{sc=Hira}\p{sc=Kana}\p{sc=Ethi}]/u],
  [
    2,
    /[\p{sc=Deva}\p{sc=Beng}\p{sc=Guru}\p{sc=Gujr}\p{sc=Orya}\p{sc=Taml}\p{sc=Telu}\p{sc=Knda}\p{sc=Mlym}\p{sc=Sinh}]/u,
  ],
  [1.5, /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tibt}\p{sc=Laoo}]/u],
];

/** Voice activity misses the soft beginnings and ends of words. */
const UNHEARD_EDGES_MS = 200;

/**
 * About how many sounds (phonemes) a mouth makes to say the text: the measure that is the same for all scripts. Ordinary speech
 * has 10 to 15 in a second, the fastest about 25.
 */
export function countSounds(text: string): number {
  let sounds = 0;
  for (const [sign] of text.normalize('NFC').matchAll(/\p{L}|\p{Nd}/gu)) sounds += weightOf(sign);
  return sounds;
}

/** Sounds in a second, if the text is said in `speechMs` milliseconds of speech. */
export function soundsPerSecond(text: string, speechMs: number): number {
  return perSecond(countSounds(text), speechMs);
}

/** The same of sounds that were counted. */
export function perSecond(sounds: number, speechMs: number): number {
  return sounds / ((speechMs + UNHEARD_EDGES_MS) / 1000);
}

/** How many sounds fit into `speechMs` milliseconds of speech at a pace. @param pace sounds in a second. */
export function soundsThatFit(speechMs: number, pace: number): number {
  return (pace * (speechMs + UNHEARD_EDGES_MS)) / 1000;
}

function weightOf(sign: string): number {
  return WEIGHTS.find(([, signs]) => signs.test(sign))?.[0] ?? 1;
}
