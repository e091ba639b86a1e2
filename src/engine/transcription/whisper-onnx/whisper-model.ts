import type { InferenceSession } from 'onnxruntime-node';
import { SAMPLE_RATE, samplesToMs } from '../../audio/audio-frame.ts';
import type { RecognitionTask } from '../recognizer.ts';
import { isLongerThanSound } from '../sound-limit.ts';
import { startsUnspaced } from '../word-beginning.ts';
import { DecoderNetwork } from './decoder-network.ts';
import { EncoderNetwork, SAMPLES_PER_STATE, soundStatesOf, type EncodedSound } from './encoder-network.ts';
import { decodeGreedily, type DecodedTokens } from './greedy-decode.ts';
import { withoutBias, type LanguageProbabilities } from './language-choice.ts';
import { LogMel } from './log-mel.ts';
import { readTraits, type ModelTraits } from './model-traits.ts';
import { readOnnxFile } from './onnx-file.ts';
import { SilentWindow } from './silent-window.ts';
import { readVocabulary, type Vocabulary } from './vocabulary.ts';

/** Of the window before the text, what was said before and the words of the prompt may take this part. */
const PROMPT_SHARE = 0.25;

/** How the sound is shown to the decoder, see `docs/decisions`. */
export type WindowKind = 'short' | 'whole';

/** Silence that is encoded behind a sound, in samples. Less of it, and Whisper says its sentence again and again. */
const SHORT_SILENCE_SAMPLES = 2 * SAMPLE_RATE;
/** So much of that is kept; states of plain silence follow. */
const KEPT_SILENCE_STATES = 50;

interface DecodeRequest {
  readonly sampleCount: number;
  readonly window: WindowKind;
  /** A Whisper code; nothing for a model of English only. */
  readonly language: string | undefined;
  readonly task: RecognitionTask;
  /** What was said before, and words that are likely to occur. */
  readonly prompt: string;
  /** How the text begins; empty where that is open. */
  readonly settledText: string;
  /** The tokens of the last decode of the same utterance. */
  readonly draft: readonly number[];
  /** Nobody wants the result any more. */
  readonly signal: AbortSignal | undefined;
}

/** A Whisper model in ONNX, ready to decode. One decode at a time. */
export class WhisperModel {
  readonly traits: ModelTraits;
  readonly vocabulary: Vocabulary;
  readonly #encoder: EncoderNetwork;
  readonly #decoder: DecoderNetwork;
  readonly #silence: SilentWindow;
  /** What the model takes silence for. */
  #silentLanguages: LanguageProbabilities = new Map();

  private constructor(parts: {
    traits: ModelTraits;
    vocabulary: Vocabulary;
    encoder: EncoderNetwork;
    decoder: DecoderNetwork;
    silence: SilentWindow;
  }) {
    this.traits = parts.traits;
    this.vocabulary = parts.vocabulary;
    this.#encoder = parts.encoder;
    this.#decoder = parts.decoder;
    this.#silence = parts.silence;
  }

  static async load(
    files: { encoder: string; decoder: string; tokens: string },
    threads: number,
  ): Promise<WhisperModel> {
    const options: InferenceSession.SessionOptions = {
      intraOpNumThreads: threads,
      executionProviders: ['cpu'],
      logSeverityLevel: 3,
      // Each length of sound and text would get one block, planned for it. Blocks of ever other sizes leave holes in the
      // memory that the runtime keeps: it grows while somebody talks on, and decodes are no faster.
      enableMemPattern: false,
      // Threads that wait for work without sleeping would take twice the processor time, from the game.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    };
    const traits = readTraits((await readOnnxFile(files.encoder)).metadata);
    const vocabulary = await readVocabulary(files.tokens, traits.endToken);
    const encoder = await EncoderNetwork.load(files.encoder, traits, options);
    const decoder = await DecoderNetwork.load(files.decoder, traits, options);
    const wholeWindow = traits.windowFrames * (SAMPLES_PER_STATE / 2);
    const silence = await encoder.encode(new LogMel(traits.bands), 0, wholeWindow);
    // Files that do not belong together fail here and not while someone speaks.
    const model = new WhisperModel({ traits, vocabulary, encoder, decoder, silence: new SilentWindow(silence) });
    model.#silentLanguages = await model.#heardLanguages(silence);
    return model;
  }

  /** Whether words can be given times, and loops be told from what is really said again. */
  get tellsAttention(): boolean {
    return this.#decoder.tellsAttention;
  }

  /** Longest sound that fits into the window, in samples. */
  get windowSamples(): number {
    return this.#silence.states * SAMPLES_PER_STATE;
  }

  /** How a sound is encoded; the decodes of it need it. One that is `short` is valid until the next one. */
  async encode(features: LogMel, sampleCount: number, window: WindowKind): Promise<EncodedSound> {
    const heard = Math.min(sampleCount, this.windowSamples);
    if (window === 'whole') return this.#encoder.encode(features, heard, this.windowSamples);
    const sound = await this.#encoder.encode(features, heard, SHORT_SILENCE_SAMPLES);
    return this.#silence.with(sound, soundStatesOf(heard) + KEPT_SILENCE_STATES);
  }

  /** How likely each language is that the model knows. */
  async languageProbabilities(sound: EncodedSound): Promise<LanguageProbabilities> {
    return withoutBias(await this.#heardLanguages(sound), this.#silentLanguages);
  }

  async #heardLanguages(sound: EncodedSound): Promise<LanguageProbabilities> {
    this.#decoder.begin(sound);
    const { logits } = await this.#decoder.feed([this.traits.startToken]);
    const known = [...this.traits.languageTokens];
    const most = known.reduce((best, [, token]) => Math.max(best, logits[token] as number), Number.NEGATIVE_INFINITY);
    const weights = known.map(([code, token]) => [code, Math.exp((logits[token] as number) - most)] as const);
    const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
    return new Map(weights.map(([code, weight]) => [code, weight / total]));
  }

  /** Throws the reason of the signal of the request. */
  async decode(sound: EncodedSound, request: DecodeRequest): Promise<DecodedTokens> {
    const { sampleCount, draft, settledText, signal } = request;
    const soundMs = samplesToMs(sampleCount);
    this.#decoder.begin(sound);
    return decodeGreedily(this.#decoder, {
      traits: this.traits,
      prefix: this.#prefix(request),
      forced: this.#beginningOf(draft, settledText) ?? this.#textTokens(settledText),
      draft,
      soundStates: soundStatesOf(sampleCount),
      isTooLong: (tokens) => isLongerThanSound(this.vocabulary.textOf(tokens), soundMs),
      signal,
    });
  }

  /** The tokens of a decode that say just this text: the model's own choice of tokens, which nobody else knows for certain. */
  #beginningOf(decoded: readonly number[], text: string): readonly number[] | undefined {
    const wanted = text.trim();
    const count = decoded.findIndex(
      (_, index) => this.vocabulary.textOf(decoded.slice(0, index + 1)).trim() === wanted,
    );
    return wanted === '' ? [] : count === -1 ? undefined : decoded.slice(0, count + 1);
  }

  /** A text of a script with spaces begins with one. */
  #textTokens(text: string): readonly number[] {
    const trimmed = text.trim();
    if (trimmed === '') return [];
    return this.vocabulary.tokensOf(startsUnspaced(trimmed) ? trimmed : ` ${trimmed}`);
  }

  #prefix({ language, task, prompt }: DecodeRequest): readonly number[] {
    const { previousToken, startToken, languageTokens, transcribeToken, translateToken, noTimestampsToken } =
      this.traits;
    const most = Math.floor(this.traits.contextTokens * PROMPT_SHARE);
    const before = prompt === '' ? [] : this.#textTokens(prompt).slice(-most);
    const languageToken = language === undefined ? undefined : languageTokens.get(language);
    return [
      ...(before.length === 0 ? [] : [previousToken, ...before]),
      startToken,
      ...(languageToken === undefined ? [] : [languageToken, task === 'transcribe' ? transcribeToken : translateToken]),
      noTimestampsToken,
    ];
  }
}
