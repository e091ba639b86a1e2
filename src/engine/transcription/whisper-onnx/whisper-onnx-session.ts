import { isUnknownLanguage, primarySubtag } from '../../../protocol/language/parse-language.ts';
import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { EngineError } from '../../errors.ts';
import { isLanguageCertain } from '../language-certainty.ts';
import { languageOfWhisper, whisperLanguage } from '../languages.ts';
import type { DecodeOptions, Hypothesis, RecognitionTask, RecognizerSession, SessionOptions } from '../recognizer.ts';
import { soundStatesOf, type EncodedSound } from './encoder-network.ts';
import type { DecodedTokens } from './greedy-decode.ts';
import { among, chooseLanguage, type LanguageGuess } from './language-choice.ts';
import { LogMel } from './log-mel.ts';
import type { ModelTraits } from './model-traits.ts';
import type { WhisperModel, WindowKind } from './whisper-model.ts';
import { heardWords } from './word-times.ts';

/** Shorter sounds hold no word. */
const SHORTEST_SOUND_MS = 60;

/** So much sound tells the language: it is not asked again. */
const SURE_OF_LANGUAGE_MS = 3500;

/** How much of a longer sound is asked: the first sentence may be short, and less sound is believed only where it is clear. */
const BEGINNINGS_MS = [2500, SURE_OF_LANGUAGE_MS];

/** Below this the decoder guesses, on the average. The same threshold as in Whisper's own program. */
const UNLIKELY = -1;

/** One utterance in a Whisper model. */
export class WhisperOnnxSession implements RecognizerSession {
  readonly #model: WhisperModel;
  readonly #options: SessionOptions;
  readonly #features: LogMel;
  readonly #candidates: readonly string[];
  /** Once it is known for good. */
  #language: LanguageGuess | undefined;
  /** What was spoken before the utterance, and what it was taken for lately; Whisper codes. */
  #former: string | undefined;
  #earlier: string | undefined;
  #draft: readonly number[] = [];

  /** Throws `language-unknown` where Whisper or this model does not know a language. */
  constructor(model: WhisperModel, options: SessionOptions) {
    const { language, candidates = [] } = options;
    this.#model = model;
    this.#options = options;
    this.#features = new LogMel(model.traits.bands);
    this.#candidates = candidates.map(whisperLanguage);
    const code = whisperLanguage(language);
    if (code !== 'auto') this.#language = { code: requireLanguage(code, model.traits), probability: 1 };
    else if (model.traits.languageTokens.size === 0) this.#language = { code: 'en', probability: 1 };
  }

  push(samples: Float32Array): void {
    this.#features.push(samples);
  }

  async decode(
    { task, final, sampleCount, settledText = '', formerLanguage }: DecodeOptions,
    signal?: AbortSignal,
  ): Promise<Hypothesis> {
    const heard = Math.min(sampleCount, this.#features.length);
    this.#former ??= knownCode(formerLanguage);
    if (heard < msToSamples(SHORTEST_SOUND_MS)) return nothing(this.#language?.code ?? this.#former ?? 'en');
    const begun = await this.#languageOfBeginning(heard);
    signal?.throwIfAborted();
    const sound = await this.#model.encode(this.#features, heard, 'short');
    signal?.throwIfAborted();
    const language = begun ?? (await this.#languageOf(sound, heard));
    const decode = (encoded: EncodedSound, window: WindowKind): Promise<DecodedTokens> =>
      this.#model.decode(encoded, {
        sampleCount: heard,
        window,
        language: language.code,
        task,
        prompt: task === 'transcribe' ? this.#promptIn(language.code) : '',
        settledText,
        draft: task === 'transcribe' ? this.#draft : [],
        signal,
      });
    let decoded = await decode(sound, 'short');
    const isDoubtful = decoded.looped || decoded.endedByLength || decoded.averageLogProbability < UNLIKELY;
    if (final && isDoubtful) {
      signal?.throwIfAborted();
      const again = await decode(await this.#model.encode(this.#features, heard, 'whole'), 'whole');
      decoded = better(decoded, again);
    }
    if (task === 'transcribe') this.#draft = decoded.tokens.map(({ token }) => token);
    return this.#hypothesis(decoded, { task, heard, language });
  }

  close(): void {
    // The sound goes with the session; the model holds nothing of it between decodes.
  }

  /** A long sound may go on in another language, which would then be taken for that of the whole: its beginning tells. */
  async #languageOfBeginning(heard: number): Promise<LanguageGuess | undefined> {
    if (this.#language || samplesToMs(heard) <= SURE_OF_LANGUAGE_MS) return this.#language;
    for (const beginningMs of BEGINNINGS_MS) {
      const samples = msToSamples(beginningMs);
      const guess = await this.#languageOf(await this.#model.encode(this.#features, samples, 'short'), samples);
      if (isLanguageCertain({ languageProbability: guess.probability }, beginningMs)) return (this.#language = guess);
    }
    return this.#language;
  }

  /** With `auto` it is asked anew, until there is enough sound to be sure. What is certain meanwhile is likely to stay. */
  async #languageOf(sound: EncodedSound, heard: number): Promise<LanguageGuess> {
    if (this.#language) return this.#language;
    const soundMs = samplesToMs(heard);
    const probabilities = among(await this.#model.languageProbabilities(sound), this.#candidates);
    const guess = chooseLanguage(probabilities, { former: this.#former, earlier: this.#earlier });
    if (isLanguageCertain({ languageProbability: guess.probability }, soundMs)) this.#earlier = guess.code;
    if (soundMs >= SURE_OF_LANGUAGE_MS) this.#language = guess;
    return guess;
  }

  /** What was said before is of no use in another language. */
  #promptIn(code: string): string {
    const { prompt, before } = this.#options;
    const text = before && knownCode(before.language) === code ? before.text : '';
    return [prompt, text].filter((part) => part !== '').join(' ');
  }

  /** The primary subtag of what was asked for, or what was heard. */
  #spoken(
    task: RecognitionTask,
    { code, probability }: LanguageGuess,
  ): Pick<Hypothesis, 'language' | 'languageProbability'> {
    if (task === 'translate-to-english') return { language: 'en' };
    const asked = this.#options.language;
    return asked === 'auto'
      ? { language: languageOfWhisper(code), languageProbability: probability }
      : { language: primarySubtag(asked) };
  }

  #hypothesis(
    decoded: DecodedTokens,
    { task, heard, language }: { task: RecognitionTask; heard: number; language: LanguageGuess },
  ): Hypothesis {
    const { vocabulary } = this.#model;
    const words = heardWords(decoded, vocabulary, soundStatesOf(heard));
    return {
      text: vocabulary.textOf(decoded.tokens.map(({ token }) => token)).trim(),
      ...this.#spoken(task, language),
      endedByLength: decoded.endedByLength,
      ...(words && task === 'transcribe' ? { words } : {}),
      averageLogProbability: decoded.averageLogProbability,
      noSpeechProbability: decoded.noSpeechProbability,
      looped: decoded.looped,
    };
  }
}

/** Whisper's code of a language that was heard before. */
function knownCode(tag: string | undefined): string | undefined {
  return tag === undefined || isUnknownLanguage(tag) ? undefined : whisperLanguage(tag);
}

/** Whisper's languages have become more over the years, and small models know a few only. */
function requireLanguage(code: string, { languageTokens }: ModelTraits): string {
  if (languageTokens.size === 0 || languageTokens.has(code)) return code;
  throw new EngineError('language-unknown', `The speech model does not know the language "${code}".`, {
    hint: 'Use another language, auto, or a model that knows the language.',
    stage: 'transcription',
  });
}

/** Of two decodes of the same sound the one that came to its end, else the likelier one. */
function better(first: DecodedTokens, second: DecodedTokens): DecodedTokens {
  const faulty = ({ looped, endedByLength }: DecodedTokens): boolean => looped || endedByLength;
  if (faulty(first) !== faulty(second)) return faulty(first) ? second : first;
  return second.averageLogProbability > first.averageLogProbability ? second : first;
}

function nothing(code: string): Hypothesis {
  return { text: '', language: languageOfWhisper(code), endedByLength: false };
}
