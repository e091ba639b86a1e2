import { cleanLine, cleanText } from '../../protocol/clean-text.ts';
import type { HeardWord, Hypothesis } from './recognizer.ts';
import type { StreamText } from './streaming-recognizer.ts';

// What a recogniser has heard, as plain text: models and servers may say anything.

/** A decode, cleaned. */
export function cleanHypothesis(hypothesis: Hypothesis): Hypothesis {
  const { text, language, words } = hypothesis;
  return { ...hypothesis, text: cleanText(text), language: cleanLine(language), ...cleanWords(words) };
}

/** What was heard in a stream, cleaned. */
export function cleanStreamText(heard: StreamText): StreamText {
  const { committed, tentative, language, words } = heard;
  return {
    ...heard,
    committed: cleanText(committed),
    tentative: cleanText(tentative),
    language: cleanLine(language),
    ...cleanWords(words),
  };
}

function cleanWords(words: readonly HeardWord[] | undefined): { readonly words?: readonly HeardWord[] } {
  return words === undefined ? {} : { words: words.map((word) => ({ ...word, text: cleanText(word.text) })) };
}
