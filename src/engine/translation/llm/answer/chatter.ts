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
  'assistant',
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
  'claro',
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
] as const;

/** A first clause up to a colon that announces the translation: "Sure, here is the translation:". */
const PREAMBLE =
  /^(?:(?:sure|certainly|of course|okay|ok|absolutely|got it|understood|claro|por supuesto|bien sûr|natürlich|gerne|конечно|好的|当然|當然|はい|承知しました|물론)[^\n:：]{0,60}|(?:here(?:'s|’s| is| are)|this is|the (?:english |spanish |german |french )?translat|aquí (?:está|tienes)|voici|hier ist|ecco|aqui está|вот|以下|다음)[^\n:：]{0,80})[:：][\s*_]*/iu;

/** The announcement at the beginning of an answer; empty where there is none. */
export function preambleOf(answer: string): string {
  return PREAMBLE.exec(answer)?.[0] ?? '';
}

const NOTE_WORDS =
  'note|notes|n\\.?b\\.?|literal(?:ly)?|lit\\.|translator|explanation|context|alternative(?:ly)?|or more|this (?:is|translat|means|sentence|phrase)|nota|notas|hinweis|anmerkung|remarque|примечание|注|備考|译注|참고|meaning|pronunciation|romaji|pinyin|transliteration';

/** A remark in brackets at the end: "(Note: …)". */
export const BRACKETED_NOTE = new RegExp(
  `\\s*[(\\[（【](?:${NOTE_WORDS})(?![\\p{L}\\p{N}])[^\\n]*[)\\]）】]\\s*$`,
  'iu',
);

/** A line after the translation that is about it. */
export const NOTE_LINE = new RegExp(
  `^\\W*(?:${NOTE_WORDS}|let me know|i hope|feel free|please (?:let|note)|if you (?:need|want|have)|would you like|in this (?:translation|context|sentence)|the (?:word|phrase|term) )`,
  'iu',
);

/** Talk about the text in place of its translation. */
const ABOUT_THE_TEXT =
  /^(?:i(?:'ve| have)? translated|this (?:sentence|text|phrase)? ?(?:means|translates)|the (?:given |provided )?(?:text|sentence|phrase|speech|translation) (?:says|is|means|translates|would be|you provided|appears)|the user (?:wants|asks|is asking|said)|okay, (?:so )?(?:the user|i need to|let me)|we need to translate|let me translate|option 1\b|(?:system|assistant|user) ?:)/u;

/** @param text in the form of `plainText`. */
export function talksAboutTheText(text: string): boolean {
  return ABOUT_THE_TEXT.test(text);
}

/** Several numbered or bulleted lines. */
export function offersAlternatives(answer: string): boolean {
  const lines = answer.split('\n').filter((line) => /^\s*(?:\d{1,2}[.)]|[-*•]|option \d)\s/iu.test(line));
  return lines.length > 1;
}
