import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { primarySubtag } from '../../../protocol/language/parse-language.ts';
import { SAMPLE_RATE, msToSamples } from '../../audio/audio-frame.ts';
import type { DecodeOptions, Hypothesis, BufferRecognizer, RecognizerSession } from '../recognizer.ts';
import type { SherpaTransducerConfig } from './definition.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { loadNative, requireModelFiles } from '../model-files.ts';
import { loadSherpaModule, type OnlineRecognizer, type OnlineStream } from './sherpa-module.ts';

/** A transducer tells a word a little after it was spoken. */
const EMISSION_DELAY_MS = 200;

/** Distance of the model's feature frames. */
const FRAME_MS = 10;

/** Loads a streaming transducer in ONNX. Throws `model-missing` or `model-damaged`. */
export async function loadSherpaTransducer(config: SherpaTransducerConfig): Promise<BufferRecognizer> {
  const { encoder, decoder, joiner, tokens, threads } = config;
  await requireModelFiles([encoder, decoder, joiner, tokens]);
  const { OnlineRecognizer } = loadSherpaModule();
  const load = () => {
    const native = new OnlineRecognizer({
      featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
      modelConfig: { transducer: { encoder, decoder, joiner }, tokens, numThreads: threads, provider: 'cpu', debug: 0 },
      decodingMethod: 'greedy_search',
    });
    return { native, flushSamples: firstChunkSamples(native) + msToSamples(EMISSION_DELAY_MS) };
  };
  const model: LoadedModel = {
    ...(await loadNative(load)),
    capitalsOnly: !hasSmallLetters(await readFile(tokens, 'utf8')),
  };
  return {
    info: {
      library: 'sherpa-onnx (streaming)',
      device: `CPU (${threads} of ${availableParallelism()} threads)`,
      model: modelName(encoder),
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: config.languages },
      warnings: [],
    },
    open: ({ language }) => new TransducerSession(model, spokenLanguage(language, config.languages)),
    close: () => Promise.resolve(),
  };
}

/** What comes before `encoder` in its file name, else the folder: most models name the file `encoder-epoch-99.onnx`. */
function modelName(encoder: string): string {
  return path.basename(encoder).replace(/[-.]?encoder.*$/u, '') || path.basename(path.dirname(path.resolve(encoder)));
}

interface LoadedModel {
  readonly native: OnlineRecognizer;
  /** Length of the silence that pushes the last words out of the model's look-ahead. */
  readonly flushSamples: number;
  /** True where the vocabulary has no small letters. */
  readonly capitalsOnly: boolean;
}

/**
 * How many samples the model wants before it begins, which is also the most that it leaves unheard at the end: from
 * 0.5 s to 1.5 s, by the model. Decodes them too: files that do not belong together fail here and not while someone
 * speaks.
 */
function firstChunkSamples(native: OnlineRecognizer): number {
  const stream = native.createStream();
  const samples = new Float32Array(msToSamples(FRAME_MS));
  let fed = 0;
  while (!native.isReady(stream)) {
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    fed += samples.length;
  }
  native.decode(stream);
  return fed;
}

/** @param tokens a token and its number in each line; tokens such as `<blk>` are no text. */
function hasSmallLetters(tokens: string): boolean {
  return tokens.split('\n').some((line) => !line.startsWith('<') && /[a-z]/u.test(line));
}

/** The model does not tell the language: it is the one that was asked for, or the only one that the model knows. */
function spokenLanguage(tag: string, languages: 'any' | readonly string[]): string {
  if (tag !== 'auto') return primarySubtag(tag);
  const [only = 'und', ...others] = languages === 'any' ? [] : languages;
  return others.length === 0 ? only : 'und';
}

/**
 * Each piece of audio is fed once. A final decode ends the native stream; where the speaker goes on after it, a new
 * stream hears the utterance again from its beginning.
 */
class TransducerSession implements RecognizerSession {
  readonly #model: LoadedModel;
  readonly #language: string;
  readonly #audio = new SampleBuffer();
  #stream: OnlineStream;
  #fed = 0;
  #finished = false;

  constructor(model: LoadedModel, language: string) {
    this.#model = model;
    this.#language = language;
    this.#stream = model.native.createStream();
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  decode({ final, sampleCount }: DecodeOptions): Promise<Hypothesis> {
    const { native, flushSamples, capitalsOnly } = this.#model;
    if (this.#finished || sampleCount < this.#fed) this.#restart();
    this.#feed(this.#audio.toArray(sampleCount).subarray(this.#fed));
    if (final) {
      this.#feed(new Float32Array(flushSamples));
      this.#stream.inputFinished();
      this.#finished = true;
    }
    while (native.isReady(this.#stream)) native.decode(this.#stream);
    const { text } = native.getResult(this.#stream);
    return Promise.resolve({
      text: capitalsOnly ? readableCase(text.trim()) : text.trim(),
      language: this.#language,
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
    this.#stream = this.#model.native.createStream();
    this.#fed = 0;
    this.#finished = false;
  }
}

/** Many streaming models know capital letters only, which nobody wants to read. */
function readableCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text;
}
