import path from 'node:path';
import { englishName } from '../../../protocol/language/language-names.ts';
import type { RecognitionTask } from '../recognizer.ts';
import { pathsOf, type SherpaFiles } from '../sherpa-files.ts';
import { COHERE_LANGUAGES, moonshineLanguages, nemoLanguages, QWEN_LANGUAGES } from './offline-languages.ts';
import type { OfflineModel } from './sherpa-module.ts';

/** What a decode asks of a model that takes questions. */
export interface OfflineWish {
  /** The spoken language by a code of the model; absent where it is to find it, or cannot be told. */
  readonly code?: string;
  readonly task: RecognitionTask;
}

/**
 * How a model is told which language is spoken: where it is loaded, by setting its configuration anew, or by an option of
 * each stream.
 */
export type Telling = 'load' | 'configure' | 'option';

/** A kind of model that sherpa-onnx runs on a whole sound. */
export interface OfflineKind {
  /** As people call it. */
  readonly name: string;
  /** Whether a folder holds such a model: by its files, and by what they say of themselves. */
  readonly fits: (files: SherpaFiles) => boolean;
  /** Where the library looks for it. */
  readonly config: (files: SherpaFiles, wish: OfflineWish) => OfflineModel;
  /** Codes of the languages that it knows; none where nobody knows. */
  readonly languages: (files: SherpaFiles) => readonly string[];
  /** Absent where it cannot be told. */
  readonly telling?: Telling;
  /** What the library calls a language in the option of a stream; the code of the model where that is absent. */
  readonly optionFor?: (code: string) => string;
  /** True where it knows several languages and must be told which one is spoken. */
  readonly mustBeTold?: true;
  /** Writes English for its other languages. */
  readonly translates?: true;
  /** How words are made likelier: by a search among several hypotheses, or by an option of a stream. */
  readonly hotwords?: 'search' | 'option';
  /** False where the library gives times that it only divides evenly. */
  readonly times?: false;
  /** More sound at once gives no text, or a part of it, in milliseconds. */
  readonly longestMs?: number;
  /** What the library wants beside the `vocab.json` of a tokenizer. */
  readonly tokenizer?: readonly string[];
}

const unknown = (): readonly string[] => [];
const only =
  (...codes: readonly string[]) =>
  (): readonly string[] =>
    codes;

/** The kinds, the first that fits counts. A model that says how it is cut into chunks streams, and is none of these. */
export const OFFLINE_KINDS: readonly OfflineKind[] = [
  {
    name: 'Moonshine',
    fits: ({ preprocessor }) => preprocessor !== undefined,
    config: ({ preprocessor = '', encoder = '', uncachedDecoder = '', cachedDecoder = '' }) => ({
      moonshine: { preprocessor, encoder, uncachedDecoder, cachedDecoder },
    }),
    languages: only('en'),
  },
  {
    name: 'Moonshine v2',
    fits: ({ mergedDecoder }) => mergedDecoder !== undefined,
    config: ({ encoder = '', mergedDecoder = '' }) => ({ moonshine: { encoder, mergedDecoder } }),
    languages: moonshineLanguages,
    // sherpa-onnx 1.13.8 gives these models a mask that holds for 384 frames of 24 ms; beyond, it writes nothing.
    longestMs: 9000,
  },
  {
    name: 'Qwen3-ASR',
    fits: ({ convFrontend }) => convFrontend !== undefined,
    config: ({ convFrontend = '', encoder = '', decoder = '', tokens }) => ({
      qwen3Asr: { convFrontend, encoder, decoder, tokenizer: path.dirname(tokens), maxNewTokens: 200 },
    }),
    languages: only(...QWEN_LANGUAGES),
    telling: 'option',
    optionFor: (code) => englishName(code) ?? code,
    hotwords: 'option',
    // The model has room for 512 tokens: the prompt, 13 for each second of sound, and what it writes.
    longestMs: 20_000,
    tokenizer: ['merges.txt', 'tokenizer_config.json'],
  },
  {
    name: 'Fun-ASR Nano',
    fits: ({ encoderAdaptor }) => encoderAdaptor !== undefined,
    config: ({ encoderAdaptor = '', llm = '', embedding = '', tokens }) => ({
      funasrNano: { encoderAdaptor, llm, embedding, tokenizer: path.dirname(tokens), itn: 1 },
    }),
    languages: unknown,
    times: false,
    tokenizer: ['merges.txt', 'tokenizer.json'],
  },
  {
    name: 'NeMo transducer',
    fits: (files) => isTransducer(files) && has(files, 'pred_hidden') && !streams(files),
    config: (files) => ({ transducer: transducerParts(files), modelType: 'nemo_transducer' }),
    languages: nemoLanguages,
    hotwords: 'search',
  },
  {
    name: 'zipformer transducer',
    fits: (files) => isTransducer(files) && typeIs(files, /^(?:zipformer2?|conformer)$/u) && !streams(files),
    config: (files) => ({ transducer: transducerParts(files), modelType: 'transducer' }),
    languages: unknown,
    hotwords: 'search',
  },
  {
    name: 'Canary',
    fits: (files) => isPair(files) && typeIs(files, /^EncDecMultiTaskModel$/u),
    config: ({ encoder = '', decoder = '' }, { code = 'en', task }) => ({
      canary: { encoder, decoder, srcLang: code, tgtLang: task === 'transcribe' ? code : 'en', usePnc: 1 },
    }),
    languages: only('en', 'es', 'de', 'fr'),
    telling: 'configure',
    mustBeTold: true,
    translates: true,
  },
  {
    name: 'Cohere Transcribe',
    fits: (files) => isPair(files) && typeIs(files, /^cohere-transcribe/u),
    config: ({ encoder = '', decoder = '' }) => ({ cohereTranscribe: { encoder, decoder, usePunct: 1, useItn: 1 } }),
    languages: only(...COHERE_LANGUAGES),
    telling: 'option',
    mustBeTold: true,
  },
  {
    name: 'FireRedASR',
    fits: (files) => isPair(files) && has(files, 'cmvn_mean', 'max_len'),
    config: ({ encoder = '', decoder = '' }) => ({ fireRedAsr: { encoder, decoder } }),
    languages: only('zh', 'en'),
  },
  {
    name: 'SenseVoice',
    fits: (files) => isOne(files) && has(files, 'lfr_window_size', 'normalize_samples'),
    config: ({ model = '' }, { code = '' }) => ({
      senseVoice: { model, language: code, useInverseTextNormalization: 1 },
    }),
    languages: ({ metadata }) => ['zh', 'en', 'ja', 'ko', 'yue'].filter((code) => `lang_${code}` in metadata),
    telling: 'load',
  },
  {
    name: 'paraformer',
    fits: (files) => isOne(files) && has(files, 'lfr_window_size', 'neg_mean'),
    config: ({ model = '' }) => ({ paraformer: { model } }),
    languages: unknown,
  },
  {
    name: 'NeMo CTC',
    fits: (files) => isOne(files) && typeIs(files, /^EncDec(?:CTC|HybridRNNTCTC)/u) && !streams(files),
    config: ({ model = '' }) => ({ nemoCtc: { model } }),
    languages: nemoLanguages,
  },
  {
    name: 'zipformer CTC',
    fits: (files) => isOne(files) && typeIs(files, /^zipformer2_ctc$/u) && !streams(files),
    config: ({ model = '' }) => ({ zipformerCtc: { model } }),
    languages: unknown,
  },
  {
    name: 'WeNet CTC',
    fits: (files) => isOne(files) && typeIs(files, /^wenet_ctc$/u) && !streams(files),
    config: ({ model = '' }) => ({ wenetCtc: { model } }),
    languages: unknown,
  },
  {
    name: 'TeleSpeech CTC',
    fits: (files) => isOne(files) && typeIs(files, /^telespeech_ctc$/u),
    config: ({ model = '' }) => ({ teleSpeechCtc: model, modelType: 'telespeech_ctc' }),
    languages: only('zh'),
  },
  {
    name: 'FireRedASR CTC',
    fits: (files) => isOne(files) && typeIs(files, /^fire-red-asr-2-ctc$/u),
    config: ({ model = '' }) => ({ fireRedAsrCtc: { model } }),
    languages: only('zh', 'en'),
  },
  {
    name: 'MedASR',
    fits: (files) => isOne(files) && typeIs(files, /^medasr_ctc$/u),
    config: ({ model = '' }) => ({ medasr: { model } }),
    languages: only('en'),
  },
  {
    name: 'Omnilingual ASR',
    fits: (files) => isOne(files) && typeIs(files, /^omnilingual-asr/u),
    config: ({ model = '' }) => ({ omnilingual: { model } }),
    languages: unknown,
  },
  {
    name: 'Dolphin',
    fits: (files) => isOne(files) && has(files, 'mean', 'invstd', 'vocab_size'),
    config: ({ model = '' }) => ({ dolphin: { model } }),
    languages: unknown,
  },
];

/** The kind that a folder holds; `undefined` where that is none of these. */
export function offlineKind(files: SherpaFiles): OfflineKind | undefined {
  return OFFLINE_KINDS.find(({ fits }) => fits(files));
}

/** The files that a model cannot do without. */
export function filesOf(files: SherpaFiles): readonly string[] {
  const { tokenizer = [] } = offlineKind(files) ?? {};
  return [...pathsOf(files), ...tokenizer.map((name) => path.join(path.dirname(files.tokens), name))];
}

function isTransducer({ joiner }: SherpaFiles): boolean {
  return joiner !== undefined;
}

function isPair({ encoder, decoder, joiner, convFrontend }: SherpaFiles): boolean {
  return encoder !== undefined && decoder !== undefined && joiner === undefined && convFrontend === undefined;
}

function isOne({ model }: SherpaFiles): boolean {
  return model !== undefined;
}

function transducerParts({
  encoder = '',
  decoder = '',
  joiner = '',
}: SherpaFiles): NonNullable<OfflineModel['transducer']> {
  return { encoder, decoder, joiner };
}

function has({ metadata }: SherpaFiles, ...keys: readonly string[]): boolean {
  return keys.every((key) => key in metadata);
}

function typeIs({ metadata }: SherpaFiles, type: RegExp): boolean {
  return type.test(metadata['model_type'] ?? '');
}

/** How a model that streams says that it is cut into chunks. */
function streams(files: SherpaFiles): boolean {
  return ['decode_chunk_len', 'chunk_shift', 'chunk_size', 'streaming_model_type'].some((key) => has(files, key));
}
