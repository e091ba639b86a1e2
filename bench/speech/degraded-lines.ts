import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import { errorShare, pooledErrors, wordErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import type { BenchLine } from '../report.ts';
import { createWindowDecoder } from './bare-window.ts';
import { quickMode, speechModel } from './choice.ts';
import { DEGRADATIONS } from './degraded/degradations.ts';
import { degradedRecordings } from './degraded/degraded-recordings.ts';
import { hearSpeech, type HearingForm } from './hear-all.ts';
import { describeErrors } from './print-errors.ts';
import { errorGoal } from './error-goal.ts';

/** Some of them are played live, at their own speed: a minute. */
const LIVE = ['talk-en', 'talk-de', 'talk-ja', 'speech-en', 'reading-es', 'two-voices-en'];

/** Texts by the names of the recordings. */
type Texts = ReadonlyMap<string, string>;

/** Word errors of bad sound, beside bare decodes of the same bad sound and our own of the good one. */
export async function degradedLines(): Promise<BenchLine[]> {
  const model = speechModel();
  const missing = realSpeechMissing(model);
  const decode = createWindowDecoder(model);
  if (missing !== undefined || !decode) {
    console.error(missing ?? `Bad sound is skipped: there is no bare decoder for ${model}.`);
    return [];
  }
  const recordings = readRecordings().filter(({ language }) => language !== undefined);
  const lines: BenchLine[] = [];
  const undegraded = new Map<HearingForm, WordErrors>();
  for (const degradation of DEGRADATIONS) {
    console.error(`  ${degradation.name}`);
    const folder = mkdtempSync(path.join(tmpdir(), 'overlingo-bench-'));
    try {
      const degraded = await degradedRecordings(recordings, degradation, folder);
      const bare = new Map<string, string>();
      for (const recording of degraded) bare.set(recording.name, await decode(recording));
      for (const form of quickMode() ? (['files'] as const) : (['files', 'live'] as const)) {
        const chosen = form === 'files' ? degraded : degraded.filter(({ name }) => LIVE.includes(name));
        const own = errorsOf(chosen, await ownTexts(chosen, model, form));
        undegraded.set(form, undegraded.get(form) ?? own);
        const name = `${degradation.name}, ${form}: word errors`;
        lines.push(degradedLine(name, { own, bare: errorsOf(chosen, bare), good: undegraded.get(form) ?? own }));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return lines;
}

async function ownTexts(recordings: readonly Recording[], model: string, form: HearingForm): Promise<Texts> {
  const sounds = recordings.map(({ name, file, language = 'auto' }) => ({ id: name, file, language }));
  const results = await hearSpeech(sounds, { model, form });
  return new Map([...results].map(([id, { finals }]) => [id, finals.join(' ')]));
}

function errorsOf(recordings: readonly Recording[], texts: Texts): WordErrors {
  return pooledErrors(
    recordings.map(({ name, text, language = 'en' }) => wordErrors(text, texts.get(name) ?? '', language)),
  );
}

function degradedLine(name: string, { own, bare, good }: Record<'own' | 'bare' | 'good', WordErrors>): BenchLine {
  const found = own.words - own.missing - own.wrong;
  return {
    name,
    value: 100 * errorShare(own),
    unit: '%',
    goal: errorGoal(bare),
    detail: `${found} found; ${describeErrors(own)}; bare ${describeErrors(bare)}; undegraded ${(100 * errorShare(good)).toFixed(1)} %`,
  };
}
