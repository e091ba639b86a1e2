import { cleanLine, cleanText } from '../../protocol/clean-text.ts';
import type { Hypothesis } from './recognizer.ts';

/** What a recogniser has heard, as plain text: models and servers may say anything. */
export function cleanHypothesis(hypothesis: Hypothesis): Hypothesis {
  const { text, language, words } = hypothesis;
  return {
    ...hypothesis,
    text: cleanText(text),
    language: cleanLine(language),
    ...(words === undefined ? {} : { words: words.map((word) => ({ ...word, text: cleanText(word.text) })) }),
  };
}
