import { setTimeout as sleep } from 'node:timers/promises';
import { samplesToMs } from '../engine/audio/audio-frame.ts';
import type {
  StreamingRecognizer,
  StreamingSession,
  StreamText,
} from '../engine/transcription/streaming-recognizer.ts';
import type { RecognizerScript } from './scripted-recognizer.ts';

/** How many streams it says that it can have open: no model has a part in it. */
const OPEN_STREAMS = 16;

/**
 * A recogniser that streams, without a model, for tests of what comes behind it. A word is tentative once its sound is
 * there, and committed once so much more is there as the script looks ahead. All ends with a full stop.
 */
export class ScriptedStreamingRecognizer implements StreamingRecognizer {
  readonly info: StreamingRecognizer['info'];
  readonly #script: RecognizerScript;

  constructor(script: RecognizerScript = {}) {
    this.#script = script;
    this.info = {
      library: 'scripted (streaming)',
      device: 'none',
      model: 'script',
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages: 'any' },
      streaming: { openStreams: OPEN_STREAMS, lookAheadMs: script.lookAheadMs ?? 0 },
      warnings: [],
    };
  }

  openStream(): StreamingSession {
    const { decodeMs = 0 } = this.#script;
    let fed = 0;
    let finished = false;
    return {
      feed: async ({ length }, signal) => {
        fed += length;
        if (decodeMs > 0) await sleep(decodeMs, undefined, { signal });
        return this.#textOf(fed, false);
      },
      finish: async (signal) => {
        if (decodeMs > 0 && !finished) await sleep(decodeMs, undefined, { signal });
        finished = true;
        return this.#textOf(fed, true);
      },
      reset: () => {
        [fed, finished] = [0, false];
      },
      close: () => undefined,
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #textOf(samples: number, isLast: boolean): StreamText {
    const { words, wordMs = 500, language = 'en', lookAheadMs = 0 } = this.#script;
    const heardMs = samplesToMs(samples);
    const count = (ms: number): number => Math.max(0, Math.floor(ms / wordMs));
    const heard = words?.slice(0, count(heardMs)) ?? Array.from({ length: count(heardMs) }, (_, n) => `w${n + 1}`);
    const committed = isLast ? heard.length : Math.min(heard.length, count(heardMs - lookAheadMs));
    const texts = heard.map((word, index) => {
      const isEnd = isLast && index === heard.length - 1;
      return `${index === 0 ? '' : ' '}${word}${isEnd ? '.' : ''}`;
    });
    return {
      committed: texts.slice(0, committed).join(''),
      tentative: texts.slice(committed).join(''),
      language,
      words: texts.map((text, index) => ({ text, startMs: index * wordMs, endMs: (index + 1) * wordMs })),
    };
  }
}
