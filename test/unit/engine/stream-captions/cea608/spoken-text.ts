import fc from 'fast-check';
import { anyText } from '../../../../support/any-text.ts';

const LATIN = [...'abcdefghijklmnopqrstuvwxyz     éàäßøñçłœ*’".,-/😀東'];

/** Text of any code points, and such as is said in languages with Latin letters. */
export const spokenText = fc.oneof(
  anyText,
  fc.array(fc.constantFrom(...LATIN), { maxLength: 200 }).map((characters) => characters.join('')),
);
