import { textWeight } from '../../text-weight.ts';
import { fitsUsually } from './answer-length.ts';
import { plainText } from './plain-text.ts';
import { QUOTES } from './quotes.ts';
import { speaksOf } from './said-words.ts';

/** How answers begin that talk about the translation, or are not one. Lower case, for `plainText`. */
export const CHATTER_OPENERS = [
  'sure',
  'certainly',
  'of course',
  'absolutely',
  'understood',
  'got it',
  'okay, ',
  'ok, ',
  'alright, ',
  'here is',
  'here you',
  'here it',
  'translation',
  'translated',
  'translating',
  'original',
  'the english',
  'here are',
  "here's",
  'the translation',
  'the translated',
  'this translates',
  'the text',
  'the sentence',
  'the speaker',
  'the phrase',
  'the user',
  'in english',
  'i translated',
  'i have translated',
  "i've translated",
  'note',
  'option 1',
  'you translate',
  'system',
  'assistant:',
  'in english',
  'the answer',
  'the final',
  'final answer',
  'aquí',
  'claro',
  'por supuesto',
  'voici',
  'bien sûr',
  'hier ist',
  'natürlich',
  'gerne',
  'ecco',
  'aqui está',
  'certo',
  'certamente',
  'no problem',
  'there you',
  'вот',
  'конечно',
  '以下',
  '好的',
  '当然',
  '當然',
  'はい',
  '承知',
  'もちろん',
  '다음',
  '물론',
  'oto ',
  'tłumaczenie',
  'zde ',
  'tu je',
  'hier is',
  'her er',
  'här är',
  'tässä',
  'íme',
  'iată',
  'ορίστε',
  'εδώ',
  'ось',
  'ето',
  'evo ',
  'işte',
  'berikut',
  'đây là',
  'นี่คือ',
  'إليك',
  'הנה',
  'यहाँ',
  'यहां',
] as const;

/** Talk about the text in place of its translation. */
const ABOUT_THE_TEXT =
  /^(?:i(?:'ve| have)? translated|this (?:sentence|text|phrase|line|word) (?:means|translates|says)|this (?:means|translates)(?: to| as)?\s?[:"“]|the (?:given|provided) (?:text|sentence|phrase|speech)|the (?:text|sentence|phrase|speech|translation) (?:says|is[:"“]|means|translates|would be|you provided|appears)|the user (?:wants|asks|is asking|said|says)|okay, (?:so )?the user|(?:okay, (?:so )?|so,? )?(?:i need to|let me|we need to|i will|i'll) (?:now )?translate|option 1\b|(?:system|user|human) ?:)/u;

/** True where an answer talks about the text, and the speaker did not. */
export function talksAboutTheText(answer: string, source: string): boolean {
  return ABOUT_THE_TEXT.test(plainText(answer)) && !speaksOf('text', source);
}

const ITEM = /^\s{0,8}(?:\d{1,2}[.)]|[a-c]\)|[-*•]|\**(?:option|version|alternative) \d)/iu;
const QUOTED = /^\s{0,8}(?:["“«„「『][^\n]*["”»“」』][.,;]?)\s*$/u;

/** Several numbered, bulleted or quoted lines, or lines with a word for a choice between them. */
export function offersAlternatives(answer: string, source: string): boolean {
  const lines = answer.split('\n').filter((line) => line.trim() !== '');
  const isCounted = /\d/u.test(source);
  const items = isCounted ? 0 : lines.filter((line) => ITEM.test(line)).length;
  const quoted = QUOTES.test(source) ? 0 : lines.filter((line) => QUOTED.test(line)).length;
  return (
    items > 1 ||
    quoted > 1 ||
    lines.some((line) => /^\W{0,4}(?:or|oder|ou|o|или|または|或)\W{0,4}$/iu.test(line)) ||
    isSlashed(answer, source)
  );
}

/** "Hello everyone / Hi all": each of two is as long as a translation. */
function isSlashed(answer: string, source: string): boolean {
  const parts = answer.split(/ [/|] /u);
  if (parts.length < 2 || /[/|]/u.test(source) || textWeight(source) < FEWEST_WEIGHT) return false;
  return parts.every((part) => fitsUsually(part, source));
}

const FEWEST_WEIGHT = 8;
