import { languageNamed } from '../../../protocol/language/language-names.ts';
import { parseLanguage } from '../../../protocol/language/parse-language.ts';
import type { RemoteConfig } from './definition.ts';
import { unreadable } from './remote-errors.ts';

/** What a transcription answer holds. */
interface TranscriptionAnswer {
  readonly text: string;
  /** Primary language subtag, where the server tells the language. */
  readonly language: string | undefined;
}

/** Checks an answer of `/audio/transcriptions`; servers differ in all but `text`. */
export function readAnswer(config: RemoteConfig, answer: unknown): TranscriptionAnswer {
  if (typeof answer !== 'object' || answer === null || !('text' in answer) || typeof answer.text !== 'string') {
    throw unreadable(config, 'without a text');
  }
  const language = 'language' in answer && typeof answer.language === 'string' ? answer.language : undefined;
  return { text: answer.text.trim(), language: language === undefined ? undefined : languageCode(language) };
}

/** Whether the list of `/models` names the model; `undefined` where the answer is no such list. */
export function listsModel(answer: unknown, model: string): boolean | undefined {
  if (typeof answer !== 'object' || answer === null || !('data' in answer) || !Array.isArray(answer.data))
    return undefined;
  const list: readonly unknown[] = answer.data;
  return list.some((entry) => typeof entry === 'object' && entry !== null && 'id' in entry && entry.id === model);
}

/** Names of Whisper for languages that have another English name, or a code of three letters. */
const NAMES_OF_WHISPER: Readonly<Record<string, string>> = {
  ...{
    tagalog: 'fil',
    nynorsk: 'nn',
    myanmar: 'my',
    cantonese: 'yue',
    hawaiian: 'haw',
    mandarin: 'zh',
    castilian: 'es',
  },
  ...{ valencian: 'ca', flemish: 'nl', haitian: 'ht', moldavian: 'ro', moldovan: 'ro', sinhalese: 'si', panjabi: 'pa' },
  ...{ pushto: 'ps', letzeburgesch: 'lb' },
};

/** Some servers give a code, OpenAI gives the English name. */
function languageCode(language: string): string | undefined {
  const name = language.toLowerCase();
  const known = Object.hasOwn(NAMES_OF_WHISPER, name) ? NAMES_OF_WHISPER[name] : undefined;
  return known ?? languageNamed(language) ?? parseLanguage(language)?.primary;
}
