import type { Session, TimestampKind, TranscribeOptions, Transcript } from 'transcribe-cpp';
import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { DetectedLanguage, type Circumstances } from '../detected-language.ts';
import type { DecodeOptions, Hypothesis, RecognitionTask, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { isLooped } from '../text/looped-text.ts';
import { heardWords } from './heard-words.ts';
import type { ModelLanguages } from '../model-languages.ts';
import { decodeFailure, truncatedText } from './native-errors.ts';

/** Less holds no word. */
const SHORTEST_SPEECH_SAMPLES = msToSamples(100);

/** Models were hardly trained on less than a second, and want silence after the last word. */
const SHORTEST_INPUT_SAMPLES = msToSamples(1000);
const TAIL_SAMPLES = msToSamples(300);

/** A second decode draws its tokens, which ends loops. */
const SECOND_TEMPERATURE = 0.5;

/** A loaded model, and what its sessions must know of it. */
export interface LoadedModel {
  /** One for all utterances: it keeps nothing between decodes, and a host decodes one thing at a time. */
  readonly session: Pick<Session, 'run'>;
  readonly languages: ModelLanguages;
  readonly timestamps: TimestampKind;
  /** Whether it takes the options of Whisper: words that are likely, and a temperature. */
  readonly isWhisper: boolean;
}

/** What varies between native decodes. */
interface DecodeWish {
  /** A code of the model; `undefined` where it is to find the language. */
  readonly code: string | undefined;
  readonly task: RecognitionTask;
  readonly temperature: number;
  readonly signal: AbortSignal | undefined;
}

/** One utterance. Each decode reads all of it again. */
export class BufferSession implements RecognizerSession {
  readonly #model: LoadedModel;
  readonly #language: DetectedLanguage;
  readonly #prompt: string;
  readonly #audio = new SampleBuffer();

  /** @throws EngineError `language-unsupported`. */
  constructor(model: LoadedModel, options: SessionOptions) {
    const { language, candidates = [], prompt, before } = options;
    for (const tag of [language, ...candidates]) model.languages.codeOf(tag);
    this.#model = model;
    this.#language = new DetectedLanguage(options);
    this.#prompt = [prompt, before?.text ?? ''].filter((text) => text !== '').join(' ');
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, final, sampleCount, formerLanguage }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> {
    const { languages } = this.#model;
    const heard = Math.min(sampleCount, this.#audio.length);
    const circumstances = { soundMs: samplesToMs(heard), former: formerLanguage };
    const code = languages.codeOf(this.#language.ask(circumstances));
    if (heard < SHORTEST_SPEECH_SAMPLES) return { text: '', language: languages.heard('', code), endedByLength: false };
    const samples = this.#audio.toArray(heard, Math.max(heard, SHORTEST_INPUT_SAMPLES) + TAIL_SAMPLES);
    const first = await this.#hear(samples, { code, task, temperature: 0, signal }, circumstances);
    if (!final || first.looped !== true || !this.#model.isWhisper) return first;
    const again = { code: languages.codeOf(first.language), task, temperature: SECOND_TEMPERATURE, signal };
    const second = await this.#decode(samples, task === 'transcribe' ? again : { ...again, code }, heard);
    // Of two that loop the first is surer, and the guards take out what nobody said.
    return second.looped === true ? first : second;
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
  }

  /** In a language that was not among the wanted ones it is decoded once more, in a wanted one. */
  async #hear(samples: Float32Array, wish: DecodeWish, circumstances: Circumstances): Promise<Hypothesis> {
    const sampleCount = msToSamples(circumstances.soundMs);
    const hypothesis = await this.#decode(samples, wish, sampleCount);
    if (wish.code !== undefined || wish.task !== 'transcribe' || !this.#model.languages.detects) return hypothesis;
    const again = this.#language.take(hypothesis.language, circumstances);
    if (again === undefined) return hypothesis;
    return this.#decode(samples, { ...wish, code: this.#model.languages.codeOf(again) }, sampleCount);
  }

  async #decode(samples: Float32Array, wish: DecodeWish, sampleCount: number): Promise<Hypothesis> {
    const { transcript, endedByLength } = await this.#run(samples, wish);
    const text = transcript.text.trim();
    const spoken = this.#model.languages.heard(transcript.language, wish.code);
    const words = wish.task === 'transcribe' ? heardWords({ ...transcript, text }) : undefined;
    const language = wish.task === 'translate-to-english' ? 'en' : spoken;
    const looped = endedByLength || isLooped(text, language, samplesToMs(sampleCount));
    return { text, language, endedByLength, looped, ...(words ? { words } : {}) };
  }

  /** A text that reached the limit of the model is one all the same. */
  async #run(samples: Float32Array, wish: DecodeWish): Promise<{ transcript: Transcript; endedByLength: boolean }> {
    try {
      const result = await this.#model.session.run(samples, this.#options(wish));
      return { transcript: result, endedByLength: result.truncated };
    } catch (error) {
      wish.signal?.throwIfAborted();
      const transcript = truncatedText(error);
      if (transcript) return { transcript, endedByLength: true };
      throw decodeFailure(error);
    }
  }

  #options({ code, task, temperature, signal }: DecodeWish): TranscribeOptions {
    const prompt = task === 'transcribe' && temperature === 0 ? this.#prompt : '';
    return {
      task: task === 'transcribe' ? 'transcribe' : 'translate',
      timestamps: this.#model.timestamps,
      ...(code === undefined ? {} : { language: code }),
      ...(signal ? { signal } : {}),
      ...(this.#model.isWhisper
        ? {
            // Without an increment the library does not decode a doubtful result up to five times more.
            family: {
              kind: 'whisper',
              temperature,
              temperatureInc: 0,
              ...(prompt === '' ? {} : { initialPrompt: prompt }),
            },
          }
        : {}),
    };
  }
}
