import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SAMPLE_RATE } from '../../../../src/engine/audio/audio-frame.ts';

const SHARED = path.join(import.meta.dirname, '../../../../../shared');
const SPEECH = path.join(SHARED, 'speech');

/** The weights of a published model, which are too large for the repository. */
export const REAL_MODEL = path.join(SHARED, 'models/real/whisper-base');

/** Why recordings of people cannot be heard here, or nothing. */
export function realSpeechMissing(): string | undefined {
  const missing = [path.join(REAL_MODEL, 'base-decoder.onnx'), path.join(SPEECH, 'references.json')].filter(
    (file) => !existsSync(file),
  );
  return missing.length === 0 ? undefined : `skipped: there is no ${missing.join(' and no ')}`;
}

/** A word of a reference with its times in seconds. */
type ReferenceWord = readonly [text: string, start: number, end: number];

interface Reference {
  readonly file: string;
  readonly language: string | null;
  readonly words?: readonly ReferenceWord[];
}

/** A stretch of speech of a recording. */
export interface RealUtterance {
  readonly name: string;
  readonly language: string;
  readonly samples: Float32Array;
  /** Times are in milliseconds from the beginning of `samples`. */
  readonly words: readonly { readonly text: string; readonly startMs: number }[];
}

/** Pauses from this length on part utterances, and so much sound is kept around them, in seconds. */
const PAUSE = 0.5;
const MARGIN = 0.5;

/** What a recording says, cut where the speaker pauses. */
export function realUtterances(name: string): readonly RealUtterance[] {
  const references = JSON.parse(readFileSync(path.join(SPEECH, 'references.json'), 'utf8')) as readonly Reference[];
  const reference = references.find(({ file }) => file === `${name}.wav`);
  if (!reference?.words || reference.language === null) throw new Error(`There are no words of ${name}.`);
  const { language, words } = reference;
  const samples = realSamples(name);
  const groups: ReferenceWord[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last && word[1] - (last.at(-1)?.[2] ?? 0) < PAUSE) last.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => {
    const start = Math.max(0, (group[0]?.[1] ?? 0) - MARGIN);
    const end = (group.at(-1)?.[2] ?? 0) + MARGIN;
    return {
      name,
      language,
      samples: samples.slice(Math.round(start * SAMPLE_RATE), Math.round(end * SAMPLE_RATE)),
      words: group.map(([text, from]) => ({ text, startMs: (from - start) * 1000 })),
    };
  });
}

/** The samples of a recording: 16 bits, mono, 16 kHz. */
export function realSamples(name: string): Float32Array {
  const wav = readFileSync(path.join(SPEECH, `${name}.wav`));
  const start = wav.indexOf('data') + 8;
  return Float32Array.from(
    { length: (wav.length - start) >> 1 },
    (_, index) => wav.readInt16LE(start + 2 * index) / 32_768,
  );
}
