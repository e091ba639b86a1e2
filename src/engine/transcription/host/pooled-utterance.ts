import type { SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import type { RecognizerHost } from './recognizer-host.ts';

/** One utterance in the pool: its audio, kept for the case that its host dies, and the host that has it. */
export class PooledUtterance {
  readonly id: string;
  /** Sources take turns at the hosts. */
  readonly sourceId: string;
  /** What of its text does not change any more; decodes go on from there. */
  settledText = '';
  /** What the source spoke last, by now; see `DecodeOptions`. */
  readonly formerLanguage: () => string | undefined;
  readonly #options: SessionOptions;
  readonly #audio = new SampleBuffer();
  #host: RecognizerHost | undefined;
  readonly #closing = new AbortController();

  constructor(id: string, sourceId: string, options: SessionOptions, formerLanguage: () => string | undefined) {
    this.id = id;
    this.sourceId = sourceId;
    this.#options = options;
    this.formerLanguage = formerLanguage;
  }

  /** The host that holds the audio, if any. It may have ended meanwhile. */
  get host(): RecognizerHost | undefined {
    return this.#host;
  }

  /** Aborts once nobody wants to hear of it any more: decodes of it are of no use then. */
  get signal(): AbortSignal {
    return this.#closing.signal;
  }

  /** Number of samples so far. */
  get length(): number {
    return this.#audio.length;
  }

  /** Adds mono 16 kHz samples. */
  push(samples: Float32Array): void {
    this.#audio.push(samples);
    this.#host?.push(this.id, samples);
  }

  /** Adds all audio of an utterance that is merged into this one. */
  append(other: PooledUtterance): void {
    for (const chunk of other.#audio.chunks) this.push(chunk);
  }

  /** Moves to a host and sends it everything so far. */
  attach(host: RecognizerHost): void {
    this.#host = host;
    host.open(this.id, this.#options);
    for (const chunk of this.#audio.chunks) host.push(this.id, chunk);
  }

  /** Gives up its decodes, and lets the host forget it. */
  close(): void {
    this.#closing.abort();
    this.#host?.close(this.id);
    this.#host = undefined;
  }
}
