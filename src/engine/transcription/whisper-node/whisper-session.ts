import { SAMPLE_RATE, msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { EngineError } from '../../errors.ts';
import { DetectedLanguage, type Circumstances } from '../detected-language.ts';
import { languageOfWhisper, whisperLanguage } from '../languages.ts';
import type { DecodeOptions, Hypothesis, RecognitionTask, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import type { WhisperLayout } from './ggml-layout.ts';
import { heardWords } from './heard-words.ts';
import { joinPieces, type HeardPiece } from './joined-pieces.ts';
import { isLooped } from '../text/looped-text.ts';
import type { NativeDecoder } from './native-decoder.ts';
import type { WhisperDecodeOptions } from './native-module.ts';
import { cutIntoPieces, toPcm16 } from './pcm.ts';

/** Less holds no word, and the library ignores less than 100 ms. */
const SHORTEST_SPEECH_SAMPLES = msToSamples(100);

/** Whisper was hardly trained on less than a second, and wants silence after the last word. */
const SHORTEST_INPUT_SAMPLES = msToSamples(1000);
const TAIL_SAMPLES = msToSamples(300);

const SAMPLES_PER_FRAME = SAMPLE_RATE / 50;

/** So much of the window must stay free, else Whisper does not find its end. */
const SPARE_FRAMES = 128;

/** A second decode draws its tokens, which ends loops and inventions; the library leaves the prompt out then. */
const SECOND_TEMPERATURE = 0.5;

/** A loaded Whisper model, and what sessions must know of it. */
export interface LoadedWhisper {
  readonly decoder: Pick<NativeDecoder<WhisperDecodeOptions>, 'decode'>;
  readonly layout: WhisperLayout;
  /** The window of the file that was loaded, in frames of 20 ms. */
  readonly audioContext: number;
  readonly threads: number;
}

/** What varies between native decodes. */
interface DecodeWish {
  /** A code that the model knows, or `auto`. */
  readonly language: string;
  readonly task: RecognitionTask;
  readonly prompt: string;
  readonly temperature?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Options of a native decode. */
export function decodeOptions(
  { threads }: Pick<LoadedWhisper, 'threads'>,
  { language, task, prompt, temperature = 0 }: DecodeWish,
): WhisperDecodeOptions {
  return {
    language,
    translate: task === 'translate-to-english',
    ...(prompt === '' ? {} : { prompt }),
    temperature,
    // Else a doubtful result is decoded up to five times more.
    temperatureInc: 0,
    maxThreads: threads,
    // One segment for each token, which is the only way to learn how many there are, and about when each is said.
    tokenTimestamps: true,
    maxLen: 1,
  };
}

/** One utterance. Each decode reads all of it again: Whisper keeps nothing between decodes. */
export class WhisperSession implements RecognizerSession {
  readonly #loaded: LoadedWhisper;
  readonly #options: SessionOptions;
  readonly #language: DetectedLanguage;
  readonly #prompt: string;
  readonly #audio = new SampleBuffer();

  /** Throws `language-unknown` or `language-unsupported`. */
  constructor(loaded: LoadedWhisper, options: SessionOptions) {
    const { language, candidates = [], prompt, before } = options;
    for (const tag of [language, ...candidates]) knownLanguage(loaded.layout, tag);
    this.#loaded = loaded;
    this.#options = options;
    this.#language = new DetectedLanguage(options);
    this.#prompt = [prompt, before?.text ?? ''].filter((text) => text !== '').join(' ');
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, final, sampleCount, formerLanguage }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> {
    const heard = this.#audio.toArray(sampleCount);
    const circumstances = { soundMs: samplesToMs(heard.length), former: formerLanguage };
    let language = knownLanguage(this.#loaded.layout, this.#language.ask(circumstances));
    const pieces: HeardPiece[] = [];
    if (heard.length >= SHORTEST_SPEECH_SAMPLES) {
      for (const samples of cutIntoPieces(heard, this.#longestPiece)) {
        // What was said before stands before the first piece only.
        const prompt = task === 'transcribe' && pieces.length === 0 ? this.#prompt : this.#options.prompt;
        const piece = await this.#hear(samples, { language, task, prompt, signal }, circumstances);
        pieces.push(final && piece.doubtful ? await this.#hearAgain(samples, piece, { task, signal }) : piece);
        ({ language } = piece);
      }
    }
    const spoken = language === 'auto' ? 'und' : languageOfWhisper(language);
    return { ...joinPieces(pieces), language: task === 'translate-to-english' ? 'en' : spoken };
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
  }

  get #longestPiece(): number {
    return (this.#loaded.audioContext - SPARE_FRAMES) * SAMPLES_PER_FRAME - TAIL_SAMPLES;
  }

  /** In a language that was not among the wanted ones it is decoded once more, in a wanted one. */
  async #hear(samples: Float32Array, wish: DecodeWish, circumstances: Circumstances): Promise<HeardPiece> {
    const piece = await this.#decode(samples, wish);
    if (wish.language !== 'auto') return piece;
    const again = this.#language.take(languageOfWhisper(piece.language), circumstances);
    if (again === undefined) return piece;
    return this.#decode(samples, { ...wish, language: knownLanguage(this.#loaded.layout, again) });
  }

  /** Of two decodes the one without a fault. Where both have one, the guards take out what nobody said. */
  async #hearAgain(
    samples: Float32Array,
    first: HeardPiece,
    given: Pick<DecodeWish, 'task' | 'signal'>,
  ): Promise<HeardPiece> {
    const wish = { ...given, language: first.language, prompt: '', temperature: SECOND_TEMPERATURE };
    const second = await this.#decode(samples, wish);
    return second.doubtful ? first : second;
  }

  async #decode(samples: Float32Array, wish: DecodeWish): Promise<HeardPiece> {
    const { decoder, layout } = this.#loaded;
    const { result, language, segments } = await decoder.decode(
      padded(samples),
      decodeOptions(this.#loaded, wish),
      wish.signal,
    );
    const text = result.trimEnd();
    const spoken = language ?? wish.language;
    const lengthMs = samplesToMs(samples.length);
    const endedByLength = segments.length >= textTokenLimit(layout);
    const looped = endedByLength || isLooped(text, languageOfWhisper(spoken), lengthMs);
    const words = heardWords(text, segments, samples);
    return {
      text: text.trimStart(),
      language: spoken,
      endedByLength,
      looped,
      doubtful: looped || (words?.some(({ startMs }) => startMs > lengthMs) ?? false),
      words: wish.task === 'transcribe' ? words : undefined,
      lengthMs,
    };
  }
}

/** The library stops after half of the decoder's window; some of these tokens are time stamps. */
function textTokenLimit({ textContext }: WhisperLayout): number {
  return Math.floor((textContext / 2 - 4) * 0.9);
}

function padded(piece: Float32Array): Int16Array<ArrayBuffer> {
  const input = new Int16Array(Math.max(piece.length, SHORTEST_INPUT_SAMPLES) + TAIL_SAMPLES);
  input.set(toPcm16(piece));
  return input;
}

/** The model's code for a language. The library ends the process for a code that the model does not know. */
function knownLanguage({ multilingual, languages }: WhisperLayout, tag: string): string {
  const code = whisperLanguage(tag);
  if (multilingual && (code !== 'yue' || languages > 99)) return code;
  if (!multilingual && (code === 'en' || code === 'auto')) return 'en';
  throw new EngineError('language-unsupported', `The speech model does not know the language "${tag}".`, {
    hint: multilingual
      ? 'Use Whisper large-v3.'
      : 'Use a model without ".en" in its name, which knows other languages.',
    stage: 'transcription',
  });
}
