import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { RecognizerHost } from '../host/recognizer-host.ts';
import { DECODED_STEP_MS, FED_STEP_MS, FIRST_PARTIAL_MS, NEW_AUDIO_MS } from '../partial-cadence.ts';

/** More means that the host hangs. */
const REQUEST_LIMIT_MS = 180_000;

/** The host process with a loaded model. */
type HeardBy = Pick<RecognizerHost, 'open' | 'push' | 'decode' | 'hear' | 'close' | 'peakMemory'>;

/** What was understood, and how long that took. */
interface Heard {
  readonly text: string;
  readonly tookMs: number;
}

/** How a recogniser is while somebody talks. */
export interface LiveTimes {
  readonly firstTextMs: number | undefined;
  readonly stepShare: number;
}

/** A loaded recogniser that is given sound and timed. It decodes again and again, or hears a stream, as it can. */
export class MeasuredHost {
  readonly #host: HeardBy;
  readonly #streams: boolean;
  readonly #tools: { readonly clock: Clock; readonly signal: AbortSignal };
  #count = 0;

  /** @param streams whether the recogniser hears a stream. */
  constructor(host: HeardBy, streams: boolean, tools: { readonly clock: Clock; readonly signal: AbortSignal }) {
    this.#host = host;
    this.#streams = streams;
    this.#tools = tools;
  }

  /** So much new sound is heard at once, in milliseconds. */
  get stepMs(): number {
    return this.#streams ? FED_STEP_MS : DECODED_STEP_MS;
  }

  /**
   * Hears an utterance, which begins with its first sound, as if it were spoken now. Nothing is waited for: the sound is there when the time that the work took
   * would have brought it.
   */
  async live(sound: Float32Array, language: string): Promise<LiveTimes> {
    const id = this.#open(language);
    const endMs = samplesToMs(sound.length);
    let [nowMs, given, spentMs, heardMs] = [this.#streams ? FED_STEP_MS : FIRST_PARTIAL_MS, 0, 0, 0];
    let firstTextMs: number | undefined;
    while (nowMs < endMs) {
      const upTo = Math.min(sound.length, msToSamples(nowMs));
      const { text, tookMs } = await this.#step(id, sound.subarray(given, upTo), upTo, false);
      spentMs += tookMs;
      heardMs += this.#streams ? samplesToMs(upTo - given) : DECODED_STEP_MS;
      given = upTo;
      if (text !== '') firstTextMs ??= nowMs + tookMs;
      nowMs += this.#pauseMs(tookMs, firstTextMs !== undefined);
    }
    this.#host.close(id);
    return { firstTextMs, stepShare: heardMs === 0 ? 0 : spentMs / heardMs };
  }

  /** Hears an utterance that has ended. */
  async whole(sound: Float32Array, language: string): Promise<Heard> {
    const id = this.#open(language);
    const heard = await this.#step(id, sound, sound.length, true);
    this.#host.close(id);
    return heard;
  }

  /** The most memory that the process has held, in bytes. */
  peakMemory(): Promise<number> {
    return this.#host.peakMemory(this.#limits());
  }

  /** How long after its begin a step is followed by the next one. */
  #pauseMs(tookMs: number, hasText: boolean): number {
    if (this.#streams) return Math.max(tookMs, FED_STEP_MS);
    // Live captions rest as long as they work.
    return hasText ? Math.max(tookMs, DECODED_STEP_MS) : Math.max(2 * tookMs, NEW_AUDIO_MS);
  }

  async #step(id: string, samples: Float32Array, sampleCount: number, final: boolean): Promise<Heard> {
    const { clock } = this.#tools;
    const startMs = clock.nowMs();
    const text = this.#streams
      ? await this.#feed(id, samples, final)
      : await this.#decode(id, samples, { sampleCount, final });
    return { text: text.trim(), tookMs: clock.nowMs() - startMs };
  }

  async #feed(utteranceId: string, samples: Float32Array, final: boolean): Promise<string> {
    const heard = await this.#host.hear(final ? 'finish' : 'feed', { utteranceId, samples }, this.#limits());
    return heard.committed + heard.tentative;
  }

  async #decode(id: string, samples: Float32Array, about: { sampleCount: number; final: boolean }): Promise<string> {
    this.#host.push(id, samples);
    return (await this.#host.decode(id, { task: 'transcribe', ...about }, this.#limits())).text;
  }

  #open(language: string): string {
    this.#count += 1;
    const id = `measured-${this.#count}`;
    this.#host.open(id, { language, prompt: '' });
    return id;
  }

  #limits(): { readonly limitMs: number; readonly signal: AbortSignal } {
    return { limitMs: REQUEST_LIMIT_MS, signal: this.#tools.signal };
  }
}
