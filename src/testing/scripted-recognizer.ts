import { setTimeout as sleep } from 'node:timers/promises';
import { msToSamples } from '../engine/audio/audio-frame.ts';
import type {
  DecodeOptions,
  Hypothesis,
  BufferRecognizer,
  RecognizerInfo,
  RecognizerSession,
} from '../engine/transcription/recognizer.ts';

/** Sound that is shorter has no words. */
const SHORTEST_MS = 100;

/** What a scripted recogniser hears, whatever the sound is. */
export interface RecognizerScript {
  /** The words of every utterance, from its beginning; `w1 w2 w3 …` without an end when absent. */
  readonly words?: readonly string[];
  /** How much sound is one word, in milliseconds; 500 when absent. */
  readonly wordMs?: number;
  /** Primary subtag of what is spoken; `en` when absent. */
  readonly language?: string;
  /** How long a decode, or a feed of a stream, takes, in milliseconds; no time when absent. */
  readonly decodeMs?: number;
  /** Present for a recogniser that streams: so much sound behind a word commits it, in milliseconds. */
  readonly lookAheadMs?: number;
}

/** A recogniser without a model, for tests of what comes behind it. Finals end with a full stop. */
export class ScriptedRecognizer implements BufferRecognizer {
  readonly info: RecognizerInfo;
  readonly #script: RecognizerScript;

  constructor(script: RecognizerScript = {}) {
    this.#script = script;
    this.info = {
      library: 'scripted',
      device: 'none',
      model: 'script',
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
      warnings: [],
    };
  }

  open(): RecognizerSession {
    let pushed = 0;
    return {
      push: ({ length }) => void (pushed += length),
      decode: async ({ sampleCount, final }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> => {
        const { language = 'en', decodeMs = 0 } = this.#script;
        const text = this.#textOf(Math.min(sampleCount, pushed), final);
        if (decodeMs > 0) await sleep(decodeMs, undefined, { signal });
        return { text, language, endedByLength: false };
      },
      close: () => undefined,
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #textOf(sampleCount: number, final: boolean): string {
    if (sampleCount < msToSamples(SHORTEST_MS)) return '';
    const { words, wordMs = 500 } = this.#script;
    const count = Math.max(1, Math.floor(sampleCount / msToSamples(wordMs)));
    const heard = words?.slice(0, count) ?? Array.from({ length: count }, (_, index) => `w${index + 1}`);
    return `${heard.join(' ')}${final && heard.length > 0 ? '.' : ''}`;
  }
}
