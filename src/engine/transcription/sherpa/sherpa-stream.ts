import { setImmediate as otherEvents } from 'node:timers/promises';
import { SAMPLE_RATE, samplesToMs } from '../../audio/audio-frame.ts';
import type { StreamingSession, StreamText } from '../streaming-recognizer.ts';
import { CommittedPrefix } from './committed-prefix.ts';
import { heardText } from './heard-text.ts';
import type { OnlineRecognizer, OnlineStream } from './sherpa-module.ts';

/** What a stream needs of its model. */
export interface StreamModel {
  readonly native: OnlineRecognizer;
  /** Looks at several hypotheses, of which another one may come first later; else what is written stays. */
  readonly searches: boolean;
  /** Length of the silence that pushes the last words out of the model's look-ahead. */
  readonly flushSamples: number;
  /** True where the vocabulary has no small letters. */
  readonly capitalsOnly: boolean;
  /** Primary subtag; `und` where nobody knows. */
  readonly language: string;
  /** The spoken language as the model calls it; absent where it cannot be told, or finds it by itself. */
  readonly toldLanguage: string | undefined;
}

/** One stream of sherpa-onnx. Its words are committed once they are whole. */
export class SherpaStream implements StreamingSession {
  readonly #model: StreamModel;
  #stream: OnlineStream;
  #prefix = new CommittedPrefix();
  #fedSamples = 0;
  #finished: StreamText | undefined;

  constructor(model: StreamModel) {
    this.#model = model;
    this.#stream = this.#open();
  }

  async feed(samples: Float32Array, signal?: AbortSignal): Promise<StreamText> {
    this.#accept(samples);
    await this.#decode(signal);
    return this.#text(false);
  }

  async finish(signal?: AbortSignal): Promise<StreamText> {
    if (this.#finished) return this.#finished;
    this.#accept(new Float32Array(this.#model.flushSamples));
    this.#stream.inputFinished();
    await this.#decode(signal);
    return (this.#finished = this.#text(true));
  }

  reset(): void {
    this.#stream = this.#open();
    this.#prefix = new CommittedPrefix();
    this.#fedSamples = 0;
    this.#finished = undefined;
  }

  close(): void {
    // The native stream goes with this object.
  }

  #open(): OnlineStream {
    const { native, toldLanguage } = this.#model;
    const stream = native.createStream();
    if (toldLanguage !== undefined) stream.setOption('language', toldLanguage);
    return stream;
  }

  #accept(samples: Float32Array): void {
    if (samples.length === 0) return;
    this.#stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    this.#fedSamples += samples.length;
  }

  /** The library decodes a chunk at a time and blocks meanwhile; between two the process hears that it is to stop. */
  async #decode(signal: AbortSignal | undefined): Promise<void> {
    const { native } = this.#model;
    const stream = this.#stream;
    while (native.isReady(stream)) {
      native.decode(stream);
      await otherEvents();
      signal?.throwIfAborted();
    }
  }

  #text(isLast: boolean): StreamText {
    const { native, capitalsOnly, searches, flushSamples, language } = this.#model;
    const fedMs = samplesToMs(this.#fedSamples);
    const result = native.getResult(this.#stream);
    const heard = heardText(result, fedMs - samplesToMs(flushSamples));
    const readable = (text: string): string => (capitalsOnly ? text.toLowerCase() : text);
    const text = readable(heard.text);
    const words = heard.words?.map((word) => ({ ...word, text: readable(word.text) }));
    const whole = isLast ? text.length : heard.whole;
    if (searches) return { ...this.#prefix.take({ text, words, whole }, isLast), language };
    return { committed: text.slice(0, whole), tentative: text.slice(whole), language, ...(words ? { words } : {}) };
  }
}
