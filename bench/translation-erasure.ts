import { readFileSync } from 'node:fs';
import path from 'node:path';
import { wordErrorRate } from '../src/engine/transcription/text/word-errors.ts';
import type { TranslationSettings } from '../src/engine/translation/settings.ts';
import { startOpenAiServer } from '../test/support/openai/openai-server.ts';
import { translationBy } from '../test/support/translation-config.ts';
import type { LabelledClip } from './clips.ts';
import { obedientModel } from './obedient-model.ts';
import { quantileOf, type BenchLine } from './report.ts';
import { shownNaively } from './translation-naive.ts';
import { runTranslated, type TranslatedUtterance } from './translation-run.ts';
import { llmAt } from './translation-servers.ts';

/** What each clip is translated into; from Spanish into French it goes by way of English. */
const TARGETS: Readonly<Record<string, readonly string[]>> = {
  es: ['en', 'fr'],
  en: ['es', 'de'],
  de: ['en'],
  fr: ['en'],
};

/** The pretended model knows no words, so two clips say as much as four. */
const LLM_CLIPS: readonly string[] = ['en', 'de'];

/** How much of a translation is taken back while it is shown, with the bundled models and with a language model. */
export async function erasureLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  const local = await erasureBy('local', clips, translationBy(['local']));
  await using server = await startOpenAiServer({ reply: obedientModel });
  const heard = clips.filter(({ language }) => LLM_CLIPS.includes(language));
  return [...local, ...(await erasureBy('llm', heard, llmAt(server.url)))];
}

async function erasureBy(
  name: string,
  clips: readonly LabelledClip[],
  config: TranslationSettings,
): Promise<BenchLine[]> {
  const utterances: TranslatedUtterance[] = [];
  const errors: string[] = [];
  for (const clip of clips) {
    const targets = TARGETS[clip.language] ?? [];
    const run = await runTranslated(clip, targets, config);
    utterances.push(...run);
    for (const target of targets) errors.push(`${clip.language}-${target} ${errorsOf(run, target)}`);
  }
  const own = erasureOf(utterances.map(({ shown }) => shown));
  const naive = erasureOf(await shownNaively(utterances, config));
  const words = `${own.final} words`;
  const firstMs = utterances.map(({ firstTextMs }) => firstTextMs);
  const finalMs = utterances.map((utterance) => utterance.finalMs);
  return [
    {
      name: `${name}: erased words for each word of the final translations`,
      value: own.erased / own.final,
      unit: 'x',
      goal: 0.2,
      detail: `${own.erased} of ${words}; word errors ${name === 'local' ? errors.join(', ') : 'not measured'}`,
    },
    {
      name: `${name}: erased words / translation of every partial, shown as it is`,
      value: own.erased / own.final / (naive.erased / naive.final),
      unit: 'x',
      goal: 0.25,
      detail: `${own.erased} against ${naive.erased}, ${(naive.erased / naive.final).toFixed(2)} for each word`,
    },
    {
      name: `${name}: start of speech to the first translated text, median`,
      value: quantileOf(firstMs, 0.5),
      unit: 'ms',
      detail: `p95 ${quantileOf(firstMs, 0.95).toFixed(0)} ms, ${firstMs.length} translations`,
    },
    {
      name: `${name}: end of speech to the final translation, median`,
      value: quantileOf(finalMs, 0.5),
      unit: 'ms',
      detail: `p95 ${quantileOf(finalMs, 0.95).toFixed(0)} ms`,
    },
  ];
}

/** Share of wrong words of all final translations of a clip, against what the clip of the target language says. */
function errorsOf(run: readonly TranslatedUtterance[], target: string): string {
  const file = path.join(import.meta.dirname, `../assets/demo/demo-${target}.json`);
  const { text } = JSON.parse(readFileSync(file, 'utf8')) as { text: string };
  const finals = run.flatMap(({ targetLanguage, shown }) => (targetLanguage === target ? (shown.at(-1) ?? '') : []));
  return `${(100 * wordErrorRate(text, finals.join(' '))).toFixed(1)} %`;
}

/** Words taken back over all updates, and the words of the last texts. A word that is only continued is not taken back. */
function erasureOf(utterances: readonly (readonly string[])[]): { erased: number; final: number } {
  let [erased, final] = [0, 0];
  for (const texts of utterances) {
    let before: readonly string[] = [];
    for (const text of texts) {
      const now = text.split(/\s+/u).filter((word) => word !== '');
      let kept = 0;
      while (kept < before.length && before[kept] === now[kept]) kept += 1;
      const continued = kept === before.length - 1 && now[kept]?.startsWith(before[kept] ?? '') === true;
      erased += continued ? 0 : before.length - kept;
      before = now;
    }
    final += before.length;
  }
  return { erased, final };
}
