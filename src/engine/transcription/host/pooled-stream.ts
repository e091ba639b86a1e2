import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { EngineError } from '../../errors.ts';
import type { HeardWord, SessionOptions } from '../recognizer.ts';
import type { StreamText } from '../streaming-recognizer.ts';
import { wordsBehind, wordsUpTo } from '../text/cut-words.ts';
import { JoinedText, type KeptText } from '../text/joined-text.ts';
import type { PoolJob, PoolWork, WorkTimes } from './pool-job.ts';
import type { RecognizerHost } from './recognizer-host.ts';
import { SoundWindow } from './sound-window.ts';

/** After so much sound a stream begins anew where a sentence ends: it holds all its text, and tells it with each answer. */
const RENEWED_AFTER_MS = 60_000;

/** What a stream has said, and when it was worked on. */
export interface TimedStreamText extends StreamText, WorkTimes {
  /** So many samples had been heard by then. */
  readonly sampleCount: number;
}

/** How a stream is fed. */
export interface FeedOptions {
  /** Silence behind the sound, in milliseconds, that is no part of it: the last words need not wait for more sound then. */
  readonly silenceMs?: number;
}

/** What the pool does for its streams. */
export interface StreamPlace {
  add(job: PoolJob): void;
  /** Whether a stream may open in a host. */
  admits(host: RecognizerHost): boolean;
  /** Whether another stream waits for the room that one has in a host. */
  isWanted(host: RecognizerHost): boolean;
  /** There is room again. */
  changed(): void;
}

interface PooledStreamOptions {
  readonly id: string;
  /** Sources take turns at the hosts. */
  readonly sourceId: string;
  readonly options: SessionOptions;
  readonly lookAheadMs: number;
  readonly place: StreamPlace;
}

/** Silence that was put into a stream. */
interface Pause {
  /** Where in the sound of the utterance. */
  readonly atSample: number;
  readonly samples: number;
}

/** One stream in a host. */
interface Hearing {
  readonly host: RecognizerHost;
  /** Where in the sound of the utterance it began. */
  readonly baseSample: number;
  /** Once it has heard so far, or silence behind it, all that was committed before is in its text. */
  readonly caughtUpAt: number;
  readonly joined: JoinedText;
  readonly pauses: Pause[];
  fedSample: number;
  caughtUp: boolean;
  /** What it had committed with its last answer, by itself. */
  committed: string;
}

/**
 * One stream in the pool: its sound goes to a host once, and is kept from the last finished sentence on. Where its host
 * dies, another stream hears that again, and the text goes on behind what was committed.
 */
export class PooledStream {
  readonly #options: PooledStreamOptions;
  readonly #sound = new SoundWindow();
  readonly #closing = new AbortController();
  #hearing: Hearing | undefined;
  /** What is committed of the text. */
  #committed: KeptText = { text: '', words: [] };
  /** How much was heard, also by hosts that are gone. */
  #heardSamples = 0;

  constructor(options: PooledStreamOptions) {
    this.#options = options;
  }

  /** The host that hears it, if any. It may have ended meanwhile. */
  get host(): RecognizerHost | undefined {
    return this.#hearing?.host;
  }

  /** Number of samples so far. */
  get length(): number {
    return this.#sound.length;
  }

  /** So many of them were heard. */
  get heardSamples(): number {
    return this.#heardSamples;
  }

  /** Adds mono 16 kHz samples, which are heard with the next feed. */
  push(samples: Float32Array): void {
    this.#sound.push(samples);
  }

  /**
   * Waits for its turn, then hears all that has come by then. One call at a time, as of `finish`.
   * @returns the text since the sentences that were dropped. Its `committed` only grows; times count from the first sample.
   * @throws EngineError where two hosts died of it, or it was closed.
   */
  feed({ silenceMs = 0 }: FeedOptions = {}): Promise<TimedStreamText> {
    return this.#ask('feed', () => ({ upTo: this.#sound.length, silentSamples: msToSamples(silenceMs) }));
  }

  /** Hears the rest up to a sample, and nothing behind it, but what was heard already. */
  feedUpTo(sample: number): Promise<TimedStreamText> {
    return this.#ask('feed', () => ({ upTo: sample, silentSamples: 0 }));
  }

  /** Hears the rest up to a sample, and what the recogniser still waited with. All is committed then. */
  finish(sample: number): Promise<TimedStreamText> {
    return this.#ask('finish', () => ({ upTo: sample, silentSamples: 0 }));
  }

  /**
   * A sentence is finished: so many characters of what is committed, which lie before a sample. It will not be asked for
   * again, so its sound can go.
   */
  drop(characters: number, sample: number): void {
    const { text, words } = this.#committed;
    const hearing = this.#hearing;
    hearing?.joined.drop(characters);
    this.#committed = { text: text.slice(characters), words: words && wordsBehind(words, characters) };
    this.#sound.forgetBefore(sample);
    if (!hearing?.host.ready) return;
    const isOld = samplesToMs(hearing.fedSample - hearing.baseSample) > RENEWED_AFTER_MS;
    // One that stands for a stream that died may be behind it: what it still had to hear of the sentence is gone.
    const misses = hearing.fedSample < sample;
    if (this.#options.place.isWanted(hearing.host)) this.#leave();
    else if (isOld || misses) this.#renew(hearing.host);
  }

  /** Gives up what waits, and lets the host forget it. */
  close(): void {
    this.#closing.abort(new EngineError('recognizer-failed', 'The stream was closed.'));
    this.#leave();
  }

  #ask(
    type: 'feed' | 'finish',
    extent: () => { readonly upTo: number; readonly silentSamples: number },
  ): Promise<TimedStreamText> {
    const { sourceId, place } = this.#options;
    return new Promise((resolve, reject) => {
      place.add({
        kind: type === 'finish' ? 'final' : 'feed',
        sourceId,
        signal: this.#closing.signal,
        isOn: (host) => this.host === host,
        isHomeless: () => this.host?.ready !== true,
        takes: (host) => (this.host?.ready ? this.host === host : place.admits(host)),
        begin: (host) => this.#work(type, host, extent(), resolve),
        reject,
        giveUp: () => reject(new EngineError('recognizer-failed', 'The stream was given up.')),
        attempts: 0,
      });
    });
  }

  #work(
    type: 'feed' | 'finish',
    host: RecognizerHost,
    { upTo, silentSamples }: { readonly upTo: number; readonly silentSamples: number },
    resolve: (text: TimedStreamText) => void,
  ): PoolWork {
    const hearing = this.#hearing?.host === host ? this.#hearing : this.#enter(host);
    const samples = this.#sound.copy(hearing.fedSample, upTo, silentSamples);
    return {
      audioMs: samplesToMs(samples.length),
      run: async (limits) => {
        const heard = await host
          .hear(type, { utteranceId: this.#options.id, samples }, limits)
          .catch((error: unknown) => {
            // What a stream has heard when it fails is not known. The next request begins another one.
            if (this.#hearing === hearing) this.#leave();
            throw error;
          });
        hearing.fedSample = Math.max(hearing.fedSample, Math.min(upTo, this.#sound.length));
        if (silentSamples > 0) hearing.pauses.push({ atSample: hearing.fedSample, samples: silentSamples });
        const flushed = type === 'finish' || samplesToMs(silentSamples) >= this.#options.lookAheadMs;
        const text = this.#take(hearing, heard, flushed);
        return (times) => resolve({ ...text, ...times, sampleCount: this.#heardSamples });
      },
    };
  }

  #take(hearing: Hearing, heard: StreamText, flushed: boolean): StreamText {
    const { fedSample, caughtUpAt } = hearing;
    this.#heardSamples = Math.max(this.#heardSamples, fedSample);
    hearing.caughtUp ||= fedSample >= caughtUpAt || (flushed && fedSample >= this.#heardSamples);
    // One that revises what it has committed is taken for another stream that says the same again.
    if (!heard.committed.startsWith(hearing.committed)) {
      hearing.joined.sayAgain();
      hearing.caughtUp = true;
    }
    hearing.committed = heard.committed;
    const words = heard.words?.map((word) => this.#timed(word, hearing));
    const text = hearing.joined.of({ ...heard, ...(words ? { words } : {}) }, { caughtUp: hearing.caughtUp });
    this.#committed = { text: text.committed, words: text.words && wordsUpTo(text.words, text.committed.length) };
    return text;
  }

  /** In the time of the utterance, which has none of the silence that was put into the stream. */
  #timed(word: HeardWord, { baseSample, pauses }: Hearing): HeardWord {
    const at = (ms: number): number =>
      pauses.reduce(
        (sample, pause) => {
          return sample <= pause.atSample ? sample : Math.max(pause.atSample, sample - pause.samples);
        },
        baseSample + msToSamples(ms),
      );
    return { ...word, startMs: samplesToMs(at(word.startMs)), endMs: samplesToMs(at(word.endMs)) };
  }

  #enter(host: RecognizerHost): Hearing {
    const { id, options } = this.#options;
    host.open(id, options);
    return this.#begin(host);
  }

  #renew(host: RecognizerHost): void {
    host.reset(this.#options.id);
    this.#begin(host);
  }

  #begin(host: RecognizerHost): Hearing {
    const baseSample = this.#sound.start;
    const isFirst = this.#heardSamples === 0;
    this.#hearing = {
      host,
      baseSample,
      caughtUpAt: isFirst ? 0 : this.#heardSamples + msToSamples(this.#options.lookAheadMs),
      joined: new JoinedText(this.#committed),
      pauses: [],
      fedSample: baseSample,
      caughtUp: false,
      committed: '',
    };
    return this.#hearing;
  }

  #leave(): void {
    const host = this.host;
    this.#hearing = undefined;
    if (!host) return;
    host.close(this.#options.id);
    this.#options.place.changed();
  }
}
