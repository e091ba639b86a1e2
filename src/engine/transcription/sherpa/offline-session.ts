import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { DetectedLanguage, type Circumstances } from '../detected-language.ts';
import type { ModelLanguages } from '../model-languages.ts';
import type { DecodeOptions, HeardWord, Hypothesis, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { isLooped } from '../text/looped-text.ts';
import { missingSpace } from '../text/missing-space.ts';
import { heardText } from './heard-text.ts';
import { pieceEnds } from './long-sound.ts';
import type { OfflineModelRunner } from './offline-model.ts';
import type { OfflineKind, OfflineWish } from './offline-models.ts';
import type { OfflineResult } from './sherpa-module.ts';

/** Less holds no word. */
const SHORTEST_SPEECH_SAMPLES = msToSamples(100);

/** Models were hardly trained on less than a second, and want silence after the last word. */
const SHORTEST_INPUT_SAMPLES = msToSamples(1000);
const TAIL_SAMPLES = msToSamples(300);

/** A loaded model, and what its sessions must know of it. */
export interface LoadedOfflineModel {
  readonly runner: OfflineModelRunner;
  readonly kind: OfflineKind;
  readonly languages: ModelLanguages;
  /** True where the vocabulary has no small letters. */
  readonly capitalsOnly: boolean;
}

/** A part of a sound, in samples, and what is asked of it. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly wish: OfflineWish;
}

/** What was heard in a piece of sound. */
interface HeardPiece {
  readonly text: string;
  readonly words: readonly HeardWord[] | undefined;
  /** A code of the model; empty where it does not tell. */
  readonly detected: string;
}

const NOTHING: HeardPiece = { text: '', words: [], detected: '' };

/** One utterance. Each decode reads all of it again, but for pieces of a long one that cannot change any more. */
export class OfflineSession implements RecognizerSession {
  readonly #model: LoadedOfflineModel;
  readonly #options: SessionOptions;
  readonly #language: DetectedLanguage;
  readonly #audio = new SampleBuffer();
  readonly #heardPieces = new Map<string, HeardPiece>();

  /** @throws EngineError `language-unsupported`. */
  constructor(model: LoadedOfflineModel, options: SessionOptions) {
    const { language, candidates = [] } = options;
    for (const tag of [language, ...candidates]) model.languages.codeOf(tag);
    this.#model = model;
    this.#options = options;
    this.#language = new DetectedLanguage(options);
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, sampleCount, formerLanguage }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> {
    const { languages } = this.#model;
    const heard = Math.min(sampleCount, this.#audio.length);
    const circumstances = { soundMs: samplesToMs(heard), former: formerLanguage };
    const code = this.#askedCode(circumstances);
    if (heard < SHORTEST_SPEECH_SAMPLES) return { text: '', language: this.#spoken('', code), endedByLength: false };
    const samples = this.#audio.toArray(heard);
    const first = await this.#hear(samples, { task, ...wished(code) }, signal);
    const again = code === undefined ? this.#unwanted(first, circumstances) : undefined;
    if (again === undefined) return first;
    return this.#hear(samples, { task, ...wished(languages.codeOf(again)) }, signal);
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
  }

  #askedCode(circumstances: Circumstances): string | undefined {
    const { kind, languages } = this.#model;
    // Another copy of the model would be loaded for what the last sentence was in.
    const asked = kind.telling === 'load' ? this.#options.language : this.#language.ask(circumstances);
    return languages.codeOf(asked);
  }

  /** The language to hear once more in, where the model told one that is not wanted and can be told another. */
  #unwanted({ language }: Hypothesis, circumstances: Circumstances): string | undefined {
    const { kind } = this.#model;
    return kind.telling === undefined || language === 'und' ? undefined : this.#language.take(language, circumstances);
  }

  async #hear(samples: Float32Array, wish: OfflineWish, signal: AbortSignal | undefined): Promise<Hypothesis> {
    const { kind } = this.#model;
    const longest = kind.longestMs === undefined ? Number.POSITIVE_INFINITY : msToSamples(kind.longestMs);
    let whole = NOTHING;
    let start = 0;
    for (const end of pieceEnds(samples, longest - TAIL_SAMPLES)) {
      signal?.throwIfAborted();
      const piece = await this.#hearPiece(samples, { start, end, wish });
      const language = this.#spoken(piece.detected, wish.code);
      whole = joined(whole, piece, { startMs: samplesToMs(start), language });
      start = end;
    }
    const { text, words, detected } = whole;
    const language = wish.task === 'translate-to-english' ? 'en' : this.#spoken(detected, wish.code);
    const looped = isLooped(text, language, samplesToMs(samples.length));
    const times = wish.task === 'transcribe' && words && words.length > 0 ? { words } : {};
    return { text, language, endedByLength: false, looped, ...times };
  }

  async #hearPiece(samples: Float32Array, { start, end, wish }: Piece): Promise<HeardPiece> {
    const key = JSON.stringify([start, end, wish]);
    const known = this.#heardPieces.get(key);
    if (known) return known;
    const { runner } = this.#model;
    const padded = new Float32Array(Math.max(end - start, SHORTEST_INPUT_SAMPLES) + TAIL_SAMPLES);
    padded.set(samples.subarray(start, end));
    const piece = this.#read(await runner.hear(padded, { ...wish, prompt: this.#options.prompt }));
    // The last one grows with the sound.
    if (end < samples.length) this.#heardPieces.set(key, piece);
    return piece;
  }

  /** What the streamer says is spoken is all that is known of a model that names no languages. */
  #spoken(detected: string, code: string | undefined): string {
    const { language } = this.#options;
    return this.#model.languages.heard(detected, code ?? (language === 'auto' ? undefined : language));
  }

  #read(result: OfflineResult): HeardPiece {
    const { kind, capitalsOnly, languages } = this.#model;
    const { known } = languages;
    const told = result.lang.replaceAll(/[<|>]/gu, '');
    const { text, words } = heardText(result, Number.POSITIVE_INFINITY);
    const readable = (written: string): string => (capitalsOnly ? written.toLowerCase() : written);
    return {
      text: readable(text),
      words: kind.times === false ? undefined : words?.map((word) => ({ ...word, text: readable(word.text) })),
      // Of noise, SenseVoice says that its language is `nospeech`.
      detected: known !== 'any' && known.includes(told) ? told : '',
    };
  }
}

function wished(code: string | undefined): Pick<OfflineWish, 'code'> {
  return code === undefined ? {} : { code };
}

/** Two pieces of a sound as one. @param next where the second one begins, and what is spoken in it. */
function joined(
  one: HeardPiece,
  other: HeardPiece,
  next: { readonly startMs: number; readonly language: string },
): HeardPiece {
  if (one.text === '') return { ...other, words: other.words?.map((word) => later(word, next.startMs)) };
  if (other.text === '') return one;
  const space = missingSpace(one.text, other.text, next.language);
  const words = other.words?.map((word, index) => ({
    ...later(word, next.startMs),
    text: index === 0 ? space + word.text : word.text,
  }));
  return {
    text: one.text + space + other.text,
    words: one.words && words ? [...one.words, ...words] : undefined,
    detected: one.detected,
  };
}

function later(word: HeardWord, byMs: number): HeardWord {
  return { ...word, startMs: word.startMs + byMs, endMs: word.endMs + byMs };
}
