import { cleanLine } from '../../protocol/clean-text.ts';
import { lengthBeforeBegunToken, withoutTokens, withoutTokensIn } from './control-tokens.ts';
import type { HeardWord, Hypothesis } from './recognizer.ts';
import type { StreamText } from './streaming-recognizer.ts';

// What a recogniser has heard, as plain text in one line: models and servers may say anything.

/** A decode, cleaned. */
export function cleanHypothesis<Heard extends Hypothesis>(hypothesis: Heard): Heard {
  const { text, language, words } = hypothesis;
  return { ...hypothesis, text: withoutTokens(cleanLine(text)), language: cleanLine(language), ...cleanWords(words) };
}

/**
 * What was heard in a stream, cleaned. What is committed stays so: a control token that it may end within is not.
 * @param isFinished nothing follows.
 */
export function cleanStreamText(heard: StreamText, isFinished: boolean): StreamText {
  const { language, words } = heard;
  const said = cleanLine(heard.committed);
  const sure = isFinished ? said.length : lengthBeforeBegunToken(said);
  const parts = [said.slice(0, sure), said.slice(sure) + cleanLine(heard.tentative)];
  const [committed = '', tentative = ''] = withoutTokensIn(parts);
  return { ...heard, committed, tentative, language: cleanLine(language), ...cleanWords(words) };
}

function cleanWords(words: readonly HeardWord[] | undefined): { readonly words?: readonly HeardWord[] } {
  if (words === undefined) return {};
  const texts = withoutTokensIn(words.map(({ text }) => cleanLine(text)));
  const cleaned = words.map((word, index) => ({ ...word, text: texts[index] ?? '' }));
  return { words: cleaned.filter(({ text }, index) => text !== '' || words[index]?.text === '') };
}
