/** The scripts of the font that comes along, and what belongs to no script. */
const COMES_ALONG = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u;

/** No font has it: what is drawn for it is drawn for every letter that is missing. */
const MISSING = '\u{10fffe}';

const SIDE_PX = 32;

/** The first letter of a text that needs a font of the system. */
export function foreignLetter(text: string): string | undefined {
  return Array.from(text).find((letter) => !COMES_ALONG.test(letter));
}

/**
 * False where a box would stand in place of the letter.
 * @param fontFamily as CSS has it.
 */
export function isDrawable(letter: string, fontFamily: string, language: string): boolean {
  return picture(letter, fontFamily, language) !== picture(MISSING, fontFamily, language);
}

function picture(letter: string, fontFamily: string, language: string): string {
  const canvas = Object.assign(document.createElement('canvas'), { width: SIDE_PX, height: SIDE_PX, lang: language });
  const context = canvas.getContext('2d');
  if (!context) return letter;
  context.font = `${SIDE_PX * 0.75}px ${fontFamily}`;
  context.textBaseline = 'middle';
  context.fillText(letter, 0, SIDE_PX / 2);
  return canvas.toDataURL();
}
