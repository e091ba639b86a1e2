import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeWav } from '../../src/engine/transcription/remote/wav.ts';
import { SAMPLE_RATE } from '../../src/engine/audio/audio-frame.ts';
import { alignWords } from '../../test/support/speech/align-words.ts';
import { comparableWords } from '../../test/support/speech/comparable-words.ts';
import { readWav } from '../../test/support/clips.ts';
import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import type { BenchLine } from '../report.ts';
import { GGML_MODEL, quickMode, speechModel } from './choice.ts';
import { lasting } from './degraded/degraded-recordings.ts';
import { hearAll, hearSpeech, type Hearing, type HearingResult, type HeardSound } from './hear-all.ts';

/** How long each noise lasts, again and again. */
const NOISE_SECONDS = 60;

/** What guards take from people, which must be nothing, and let through of noises: a line for each recording and form. */
export async function guardLines(): Promise<BenchLine[]> {
  const forms: Hearing[] = [
    { model: speechModel(), form: 'files' },
    { model: speechModel(), form: 'live' },
    ...(quickMode() ? [] : [{ model: GGML_MODEL, form: 'files' } as const]),
  ];
  const lines: BenchLine[] = [];
  for (const form of forms) {
    const missing = realSpeechMissing(form.model);
    if (missing === undefined) lines.push(...(await linesOf(form)));
    else console.error(missing);
  }
  return lines;
}

async function linesOf(how: Hearing): Promise<BenchLine[]> {
  const recordings = readRecordings();
  const noises = recordings.filter(({ language }) => language === undefined);
  const folder = mkdtempSync(path.join(tmpdir(), 'overlingo-bench-'));
  try {
    const long = noises.flatMap((noise) => longNoise(noise, folder));
    const nothing = await hearAll(long, how);
    const spoken = recordings.flatMap(({ name, file, language }) =>
      language === undefined ? [] : [{ id: name, file, language }],
    );
    const speech = await hearSpeech(spoken, how);
    return [
      ...long.map((sound) => noiseLine(sound, how, nothing.get(sound.id))),
      ...recordings.flatMap((recording) => {
        const result = speech.get(recording.name);
        return result ? [speechLine(recording, how, result)] : [];
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A noise of a minute, to be heard in English and in any language. */
function longNoise({ name, file }: Recording, folder: string): HeardSound[] {
  const long = path.join(folder, `${name}.wav`);
  writeFileSync(long, encodeWav(lasting(readWav(file), NOISE_SECONDS * SAMPLE_RATE)));
  return ['en', 'auto'].map((language) => ({ id: `${name}.${language}`, file: long, language }));
}

function noiseLine({ id }: HeardSound, { model, form }: Hearing, result: HearingResult | undefined): BenchLine {
  const { finals = [], shown = false, keptBack = [] } = result ?? {};
  return {
    name: `${model}, ${form}: ${id} for ${NOISE_SECONDS} s`,
    value: shown ? Math.max(1, finals.length) : 0,
    unit: 'captions',
    goal: 0,
    detail: [`refused: ${describeKept(keptBack)}`, ...finals].join('; '),
  };
}

function speechLine(recording: Recording, { model, form }: Hearing, { finals, keptBack }: HearingResult): BenchLine {
  const words = suppressedWords(recording, finals.join(' '), keptBack);
  return {
    name: `${model}, ${form}: words of ${recording.name} kept back`,
    value: words.length,
    unit: 'words',
    goal: 0,
    detail: [`${finals.length} captions; refused or shortened: ${describeKept(keptBack)}`, ...words].join('; '),
  };
}

/** Words that were said and heard, and are in no caption. */
function suppressedWords({ text, language = 'en' }: Recording, shown: string, keptBack: readonly KeptBackText[]) {
  const said = comparableWords(text, language);
  const steps = alignWords(said, comparableWords(shown, language));
  const lost = steps.flatMap((step) => (step.kind === 'missing' ? (said[step.reference] ?? []) : []));
  const heard = new Set(keptBack.flatMap((kept) => comparableWords(kept.text, language)));
  return lost.filter((word) => heard.has(word));
}

type KeptBackText = HearingResult['keptBack'][number];

function describeKept(keptBack: readonly KeptBackText[]): string {
  if (keptBack.length === 0) return 'nothing';
  const counts = new Map<string, number>();
  for (const reason of keptBack.flatMap(({ reasons }) => reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, count]) => `${count} ${reason}`).join(', ');
}
