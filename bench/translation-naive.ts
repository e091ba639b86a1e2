import { openChain } from '../src/engine/run/open-chain.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { Translator } from '../src/engine/translation/translator.ts';
import type { TranslationSettings } from '../src/engine/translation/settings.ts';
import { files, silentLog } from './live-run.ts';
import type { TranslatedUtterance } from './translation-run.ts';

/** What a program shows of the same utterances that translates each partial as a whole, for itself. */
export async function shownNaively(
  utterances: readonly TranslatedUtterance[],
  config: TranslationSettings,
): Promise<string[][]> {
  const { translator, close } = await openChain(config, {
    files,
    environment: {},
    log: silentLog,
    clock: systemClock,
    terms: undefined,
    notify: () => undefined,
    onCacheHit: () => undefined,
    speech: { translate: () => Promise.resolve('') },
  });
  const shown: string[][] = [];
  for (const utterance of utterances) shown.push(await translateEach(utterance, translator));
  await close();
  return shown;
}

async function translateEach({ transcripts, targetLanguage }: TranslatedUtterance, translator: Translator) {
  const shown: string[] = [];
  for (const event of transcripts) {
    const final = event.type === 'transcript-final';
    const answers = translator.translate(
      {
        utteranceId: event.utteranceId,
        text: final ? event.text : event.stableText + event.unstableText,
        sourceLanguage: event.language,
        targetLanguage,
        final,
        previousText: '',
        context: [],
      },
      { signal: new AbortController().signal },
    );
    let text = '';
    for await (const answer of answers) text = answer;
    shown.push(text);
  }
  return shown;
}
