import { EngineError } from '../../errors.ts';

/** The numbers of a Whisper model that decoding needs, as its encoder file tells them. */
export interface ModelTraits {
  /** Bands of the log-mel features. */
  readonly bands: number;
  /** Frames of 10 ms of the whole window. */
  readonly windowFrames: number;
  readonly layers: number;
  readonly heads: number;
  /** Width of the decoder's state. */
  readonly width: number;
  /** Tokens that a decode may hold in all, prompt included. */
  readonly contextTokens: number;
  /** Tokens below this one are text. It ends a decode. */
  readonly endToken: number;
  readonly startToken: number;
  readonly previousToken: number;
  readonly noSpeechToken: number;
  readonly noTimestampsToken: number;
  readonly transcribeToken: number;
  readonly translateToken: number;
  /** A space that must not come first. */
  readonly blankToken: number;
  /** Tokens of signs and remarks, which are no speech. */
  readonly remarkTokens: ReadonlySet<number>;
  /** Whisper's codes of the languages and their tokens; empty for a model of English only. */
  readonly languageTokens: ReadonlyMap<string, number>;
}

/** Reads the traits from the metadata that sherpa-onnx models carry. Throws `model-damaged` where one is missing. */
export function readTraits(metadata: Readonly<Record<string, string>>): ModelTraits {
  const number = (key: string): number => {
    const value = Number(metadata[key]);
    if (metadata[key]?.trim() && Number.isSafeInteger(value) && value >= 0) return value;
    throw damaged(`The speech model does not tell its "${key}".`);
  };
  const size = (key: string): number => {
    const value = number(key);
    if (value > 0) return value;
    throw damaged(`The speech model has an impossible "${key}": ${value}.`);
  };
  const list = (key: string): string[] => (metadata[key] ?? '').split(',').filter((item) => item !== '');
  const codes = number('is_multilingual') === 1 ? list('all_language_codes') : [];
  const tokens = list('all_language_tokens').map(Number);
  return {
    bands: size('n_mels'),
    windowFrames: 2 * size('n_audio_ctx'),
    layers: size('n_text_layer'),
    heads: size('n_text_head'),
    width: size('n_text_state'),
    contextTokens: size('n_text_ctx'),
    endToken: size('eot'),
    startToken: number('sot'),
    previousToken: number('sot_prev'),
    noSpeechToken: number('no_speech'),
    noTimestampsToken: number('no_timestamps'),
    transcribeToken: number('transcribe'),
    translateToken: number('translate'),
    blankToken: number('blank_id'),
    remarkTokens: new Set(list('non_speech_tokens').map(Number)),
    languageTokens: new Map(
      codes.flatMap((code, index) => {
        const token = tokens[index];
        return token === undefined || !Number.isSafeInteger(token) ? [] : [[code, token] as const];
      }),
    ),
  };
}

function damaged(message: string): EngineError {
  return new EngineError('model-damaged', message, {
    hint: 'Use a Whisper model that was exported for sherpa-onnx; copy or download its files again.',
    stage: 'transcription',
  });
}
