import { SAMPLE_RATE, msToSamples } from '../../../../../src/engine/audio/audio-frame.ts';
import type { SherpaStreamingConfig } from '../../../../../src/engine/transcription/sherpa/definition.ts';
import { findSherpaFiles, type SherpaFiles } from '../../../../../src/engine/transcription/sherpa-files.ts';
import { loadSherpaStreaming } from '../../../../../src/engine/transcription/sherpa/streaming-recognizer.ts';
import type {
  StreamingRecognizer,
  StreamingSession,
  StreamText,
} from '../../../../../src/engine/transcription/streaming-recognizer.ts';
import { fixture } from '../../../../support/files.ts';

/** What the test model writes for a tone of so many hertz. */
const PITCHES = { low: 400, mid: 1000, high: 2600, top: 5500 } as const;

type Word = keyof typeof PITCHES;

const WORD_MS = 300;
const PAUSE_MS = 200;

/** The test model that hears tones (see `scripts/training/test-transducer`). @param changes of its files. */
export async function toneModel(
  changes: Partial<SherpaFiles> = {},
  languages: SherpaStreamingConfig['languages'] = 'any',
): Promise<SherpaStreamingConfig> {
  const files = await findSherpaFiles(fixture('models/tiny-transducer'));
  return { files: { ...files, ...changes }, threads: 1, languages };
}

export async function loadToneModel(
  changes?: Partial<SherpaFiles>,
  languages?: SherpaStreamingConfig['languages'],
): Promise<StreamingRecognizer> {
  return loadSherpaStreaming(await toneModel(changes, languages));
}

/** A tone of 300 ms for each word with a pause of 200 ms before it; the sound ends with the last tone. */
export function tones(...words: readonly Word[]): Float32Array {
  const [pause, length] = [msToSamples(PAUSE_MS), msToSamples(WORD_MS)];
  const all = new Float32Array(words.length * (pause + length));
  for (const [index, word] of words.entries()) {
    const start = index * (pause + length) + pause;
    for (let at = 0; at < length; at += 1)
      all[start + at] = 0.3 * Math.sin((2 * Math.PI * PITCHES[word] * at) / SAMPLE_RATE);
  }
  return all;
}

/** Feeds in pieces, as audio arrives. Gives what was heard after each of them. */
export async function feedPieces(
  stream: StreamingSession,
  samples: Float32Array,
  pieceSamples = 512,
): Promise<readonly StreamText[]> {
  const texts: StreamText[] = [];
  for (let start = 0; start < samples.length; start += pieceSamples) {
    texts.push(await stream.feed(samples.slice(start, start + pieceSamples)));
  }
  return texts;
}

/** All that was heard, settled or not. */
export function whole({ committed, tentative }: StreamText): string {
  return committed + tentative;
}
