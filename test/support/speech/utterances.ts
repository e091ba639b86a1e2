import { msToSamples } from '../../../src/engine/audio/audio-frame.ts';
import { readWav } from '../clips.ts';
import { readRecordings, type SpokenWord } from './recordings.ts';

/** A stretch of speech of a recording. */
export interface RecordedUtterance {
  readonly name: string;
  readonly language: string;
  readonly samples: Float32Array;
  /** Times are in milliseconds from the beginning of `samples`. */
  readonly words: readonly SpokenWord[];
}

/** Pauses from this length on part utterances, and so much sound is kept around them. */
const PAUSE_MS = 500;
const MARGIN_MS = 500;

/** What a recording says, cut where the speaker pauses. */
export function recordedUtterances(name: string): readonly RecordedUtterance[] {
  const [recording] = readRecordings([name]);
  if (!recording?.language) throw new Error(`Nobody speaks in ${name}.`);
  const { language, words } = recording;
  const samples = recordedSamples(name);
  const groups: SpokenWord[][] = [];
  for (const word of words) {
    const last = groups.at(-1);
    if (last && word.startMs - (last.at(-1)?.endMs ?? 0) < PAUSE_MS) last.push(word);
    else groups.push([word]);
  }
  return groups.map((group) => {
    const fromMs = Math.max(0, (group[0]?.startMs ?? 0) - MARGIN_MS);
    const toMs = (group.at(-1)?.endMs ?? 0) + MARGIN_MS;
    return {
      name,
      language,
      samples: samples.slice(msToSamples(fromMs), msToSamples(toMs)),
      words: group.map(({ text, startMs, endMs }) => ({ text, startMs: startMs - fromMs, endMs: endMs - fromMs })),
    };
  });
}

/** The samples of a recording. */
export function recordedSamples(name: string): Float32Array {
  const [recording] = readRecordings([name]);
  return readWav(recording?.file ?? name);
}
