import { availableParallelism } from 'node:os';
import path from 'node:path';
import { SAMPLE_RATE, msToSamples } from '../../audio/audio-frame.ts';
import type { DecodeOptions, Hypothesis, Recognizer, RecognizerSession } from '../recognizer.ts';
import type { SherpaTransducerConfig } from '../recognizer-config.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { requireModelFiles } from './model-files.ts';
import { loadSherpaModule, type OnlineRecognizer, type OnlineStream } from './sherpa-module.ts';

/** Silence that pushes the last words out of the model's look-ahead. */
const FLUSH_SILENCE_MS = 660;

/** Loads a streaming transducer in ONNX. Throws `model-missing` or `model-damaged`. */
export async function loadSherpaTransducer(config: SherpaTransducerConfig): Promise<Recognizer> {
  const { encoder, decoder, joiner, tokens, threads } = config;
  await requireModelFiles([encoder, decoder, joiner, tokens]);
  const { OnlineRecognizer } = loadSherpaModule();
  const native = new OnlineRecognizer({
    featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
    modelConfig: { transducer: { encoder, decoder, joiner }, tokens, numThreads: threads, provider: 'cpu', debug: 0 },
    decodingMethod: 'greedy_search',
  });
  return {
    info: {
      engine: 'sherpa-onnx (streaming)',
      device: `CPU (${threads} of ${availableParallelism()} threads)`,
      model: path.basename(encoder).replace(/[-.]?encoder.*$/u, ''),
      capabilities: { partials: true, translatesToEnglish: false, languages: config.languages },
      warnings: [],
    },
    open: ({ language }) => new TransducerSession(native, language),
    close: () => Promise.resolve(),
  };
}

/**
 * Each piece of audio is fed once. A final decode ends the native stream; where the speaker goes on after it, a new
 * stream hears the utterance again from its beginning.
 */
class TransducerSession implements RecognizerSession {
  readonly #native: OnlineRecognizer;
  readonly #language: string;
  readonly #audio = new SampleBuffer();
  #stream: OnlineStream;
  #fed = 0;
  #finished = false;

  constructor(native: OnlineRecognizer, language: string) {
    this.#native = native;
    this.#language = language;
    this.#stream = native.createStream();
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  decode({ final, sampleCount }: DecodeOptions): Promise<Hypothesis> {
    if (this.#finished || sampleCount < this.#fed) this.#restart();
    this.#feed(this.#audio.toArray(sampleCount).subarray(this.#fed));
    if (final) {
      this.#feed(new Float32Array(msToSamples(FLUSH_SILENCE_MS)));
      this.#stream.inputFinished();
      this.#finished = true;
    }
    while (this.#native.isReady(this.#stream)) this.#native.decode(this.#stream);
    const { text, tokens } = this.#native.getResult(this.#stream);
    return Promise.resolve({
      text: readableCase(text.trim()),
      language: this.#language,
      tokenCount: tokens.length,
      endedByLength: false,
    });
  }

  close(): void {
    this.#finished = true;
  }

  #feed(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.#stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    this.#fed += samples.length;
  }

  #restart(): void {
    this.#stream = this.#native.createStream();
    this.#fed = 0;
    this.#finished = false;
  }
}

/** Many streaming models know capital letters only, which nobody wants to read. */
function readableCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text;
}
