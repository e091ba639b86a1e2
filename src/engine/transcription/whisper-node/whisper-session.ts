import { SAMPLE_RATE, msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { EngineError } from '../../errors.ts';
import { DetectedLanguage } from '../detected-language.ts';
import { languageOfWhisper, whisperLanguage } from '../languages.ts';
import type { DecodeOptions, Hypothesis, RecognitionTask, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import type { WhisperLayout } from './ggml-layout.ts';
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

/** A loaded Whisper model, and what sessions must know of it. */
export interface LoadedWhisper {
  readonly decoder: NativeDecoder<WhisperDecodeOptions>;
  readonly layout: WhisperLayout;
  /** The window of the file that was loaded, in frames of 20 ms. */
  readonly audioContext: number;
  readonly threads: number;
}

/** Options of a native decode. `language` is a code that the model knows, or `auto`. */
export function decodeOptions(
  { threads }: LoadedWhisper,
  language: string,
  task: RecognitionTask,
  prompt: string,
): WhisperDecodeOptions {
  return {
    language,
    translate: task === 'translate-to-english',
    ...(prompt === '' ? {} : { prompt }),
    temperature: 0,
    // Else a doubtful result is decoded up to five times more.
    temperatureInc: 0,
    maxThreads: threads,
    // One segment for each token, which is the only way to learn how many there are.
    tokenTimestamps: true,
    maxLen: 1,
  };
}

/** One utterance. Each decode reads all of it again: Whisper keeps nothing between decodes. */
export class WhisperSession implements RecognizerSession {
  readonly #loaded: LoadedWhisper;
  readonly #language: DetectedLanguage;
  readonly #prompt: string;
  readonly #audio = new SampleBuffer();

  /** Throws `language-unknown` or `language-unsupported`. */
  constructor(loaded: LoadedWhisper, options: SessionOptions) {
    for (const tag of [options.language, ...(options.candidates ?? [])]) knownLanguage(loaded.layout, tag);
    this.#loaded = loaded;
    this.#language = new DetectedLanguage(options);
    this.#prompt = options.prompt;
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, sampleCount, formerLanguage }: DecodeOptions): Promise<Hypothesis> {
    const { audioContext, decoder, layout } = this.#loaded;
    const heard = this.#audio.toArray(sampleCount);
    const circumstances = { soundMs: samplesToMs(heard.length), former: formerLanguage };
    let code = knownLanguage(layout, this.#language.ask(circumstances));
    const tag = (): string =>
      task === 'translate-to-english' ? 'en' : code === 'auto' ? 'und' : languageOfWhisper(code);
    if (heard.length < SHORTEST_SPEECH_SAMPLES)
      return { text: '', language: tag(), tokenCount: 0, endedByLength: false };
    const texts: string[] = [];
    let tokenCount = 0;
    let endedByLength = false;
    for (const piece of cutIntoPieces(heard, (audioContext - SPARE_FRAMES) * SAMPLES_PER_FRAME - TAIL_SAMPLES)) {
      const decode = () => decoder.decode(padded(piece), decodeOptions(this.#loaded, code, task, this.#prompt));
      let answer = await decode();
      if (code === 'auto') {
        const again = this.#language.take(answer.language && languageOfWhisper(answer.language), circumstances);
        code = again === undefined ? (answer.language ?? code) : knownLanguage(layout, again);
        if (again !== undefined) answer = await decode();
      }
      const { result, segments } = answer;
      texts.push(result.trim());
      tokenCount += segments.length;
      endedByLength ||= segments.length >= textTokenLimit(layout);
    }
    const text = texts.filter((part) => part !== '').join(' ');
    return { text, language: tag(), tokenCount, endedByLength };
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
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
