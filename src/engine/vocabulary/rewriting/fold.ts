/** Makes words comparable that differ only in what does not matter. */
export type Fold = (word: string) => string;

/** Without differences of case, width and composition. Accents count: in Spanish, "año" and "ano" are two words. */
export const foldCase: Fold = (word) =>
  word
    .normalize('NFKC')
    .toLowerCase()
    // The small letter of the Turkish capital İ is an i with a dot above.
    .replaceAll('i\u0307', 'i')
    .replaceAll('’', "'")
    .replace(/\p{Cf}/gu, '');

/**
 * As `foldCase`, and without accents on Latin and Greek letters, points in Arabic and Hebrew, and the dots of ё. Marks of
 * other scripts stay: there they are vowels, or make another consonant.
 */
export const foldAccents: Fold = (word) =>
  foldCase(word)
    .normalize('NFKD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}е])[\u0300-\u036f]+/gu, '$1')
    .replace(/[\u0591-\u05c7\u0640\u064b-\u065f\u0670]/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ı', 'i')
    .normalize('NFC');
