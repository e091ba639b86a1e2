import type { RecognizerCapabilities, RecognizerInfo } from '../transcription/recognizer.ts';

/** What all recognisers of a pool can do: any of them may get the next utterance. */
export function combinedCapabilities(infos: readonly RecognizerInfo[]): RecognizerCapabilities {
  const all = infos.map(({ capabilities }) => capabilities);
  return {
    partials: all.every(({ partials }) => partials),
    translatesToEnglish: all.every(({ translatesToEnglish }) => translatesToEnglish),
    prompt: all.every(({ prompt }) => prompt),
    languages: all.reduce<RecognizerCapabilities['languages']>(
      (common, { languages }) => intersection(common, languages),
      'any',
    ),
  };
}

function intersection(
  a: RecognizerCapabilities['languages'],
  b: RecognizerCapabilities['languages'],
): RecognizerCapabilities['languages'] {
  if (a === 'any') return b;
  return b === 'any' ? a : a.filter((language) => b.includes(language));
}
