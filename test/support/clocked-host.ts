import { EventEmitter } from 'node:events';
import type { ToHost } from '../../src/engine/transcription/host/host-protocol.ts';

const FRAME_SAMPLES = 512;
const FRAMES_PER_WORD = 16;

/** How a host of the simulation behaves. */
export interface HostTempo {
  /** How long a decode takes, by the length of its sound; both in milliseconds. Asked anew for each decode. */
  decodeMs: (audioMs: number, final: boolean) => number;
  /** How long the feeding of a stream takes, by the length of the sound; without it the host decodes. */
  readonly feedMs?: (audioMs: number) => number;
  /** Decodes that were begun, by kind; the feeds of a stream count as partials, its end as a final. */
  readonly begun: { finals: number; partials: number };
}

/**
 * A host process inside of this one, whose time is that of the (fake) timers. Its text has a word for each half second of
 * sound, made from the samples themselves, so that a text tells which sound it is made of: see `wordOf`.
 */
export class ClockedHost extends EventEmitter {
  readonly pid = 1;
  readonly stdout = null;
  readonly stderr = null;
  connected = true;
  readonly #tempo: HostTempo;
  readonly #audio = new Map<string, Float32Array[]>();
  #running: NodeJS.Timeout | undefined;

  constructor(tempo: HostTempo) {
    super();
    this.#tempo = tempo;
  }

  kill(): boolean {
    this.connected = false;
    return true;
  }

  send(message: ToHost): boolean {
    switch (message.type) {
      case 'load':
        setTimeout(
          () => this.#answer({ type: 'ready', info: this.#tempo.feedMs ? { ...INFO, streaming: STREAMING } : INFO }),
          0,
        );
        break;
      case 'open':
        this.#audio.set(message.utteranceId, []);
        break;
      case 'audio':
        this.#audio.get(message.utteranceId)?.push(message.samples);
        break;
      case 'decode':
        this.#decode(message);
        break;
      case 'abort':
        clearTimeout(this.#running);
        this.#answer({ type: 'decode-failed', requestId: message.requestId, error: GIVEN_UP });
        break;
      case 'close':
        this.#audio.delete(message.utteranceId);
        break;
      case 'feed':
      case 'finish':
        this.#feed(message);
        break;
      case 'reset':
      case 'memory':
        throw new Error('It decodes or is fed, and nothing else.');
    }
    return true;
  }

  #decode({ utteranceId, requestId, options }: Extract<ToHost, { type: 'decode' }>): void {
    this.#tempo.begun[options.final ? 'finals' : 'partials'] += 1;
    const frames = (this.#audio.get(utteranceId) ?? []).slice(0, Math.floor(options.sampleCount / FRAME_SAMPLES));
    const text = `${wordsOf(frames).join(' ')}${options.final ? '.' : ''}`;
    const hypothesis = { text, language: 'en', endedByLength: false };
    const takesMs = this.#tempo.decodeMs(options.sampleCount / 16, options.final);
    this.#running = setTimeout(() => this.#answer({ type: 'hypothesis', requestId, hypothesis }), takesMs);
  }

  /** The newest word is tentative. */
  #feed({ type, utteranceId, requestId, samples }: Extract<ToHost, { type: 'feed' | 'finish' }>): void {
    const isOver = type === 'finish';
    this.#tempo.begun[isOver ? 'finals' : 'partials'] += 1;
    const frames = this.#audio.get(utteranceId) ?? [];
    for (let at = 0; at < samples.length; at += FRAME_SAMPLES) frames.push(samples.subarray(at, at + FRAME_SAMPLES));
    const words = wordsOf(frames);
    const committed = `${(isOver ? words : words.slice(0, -1)).join(' ')}${isOver ? '.' : ''}`;
    const tentative = isOver
      ? ''
      : words
          .slice(-1)
          .map((word) => (words.length > 1 ? ` ${word}` : word))
          .join('');
    const text = { committed, tentative, language: 'en' };
    const takesMs = this.#tempo.feedMs?.(samples.length / 16) ?? 0;
    this.#running = setTimeout(() => this.#answer({ type: 'stream-text', requestId, text }), takesMs);
  }

  #answer(message: unknown): void {
    if (this.connected) this.emit('message', message);
  }
}

/** The sample that frame number `frame` of the simulation is filled with where it holds speech; in a pause, with 0. */
export function sampleOf(frame: number): number {
  return 0.01 + frame / 65_536;
}

/** The word that a frame is heard as, by its first sample; most are parts of the word before. */
export function wordOf(sample: number): string | undefined {
  const frame = Math.round((sample - 0.01) * 65_536);
  if (frame < 0 || frame % FRAMES_PER_WORD !== 0) return undefined;
  const number = frame / FRAMES_PER_WORD;
  return `w${letter(number / 26)}${letter(number)}`;
}

function wordsOf(frames: readonly Float32Array[]): string[] {
  return frames.flatMap(([sample = 0]) => wordOf(sample) ?? []);
}

function letter(number: number): string {
  return String.fromCharCode(97 + (Math.floor(number) % 26));
}

const GIVEN_UP = { code: 'recognizer-failed', message: 'The decode was given up.', retryable: false };

const INFO = {
  library: 'clocked',
  device: 'none',
  model: 'clocked',
  capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
  warnings: [],
};

const STREAMING = { openStreams: 16, lookAheadMs: 0 };
