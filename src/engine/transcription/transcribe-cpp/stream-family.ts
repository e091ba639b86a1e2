import type { FamilyExtension, TranscribeModel } from 'transcribe-cpp';

/** How streams of one family of models are opened. */
export interface StreamFamily {
  /** Absent where the model has nothing to set. */
  readonly extension?: FamilyExtension;
  /** So much silence behind the last word makes it heard, in milliseconds. */
  readonly lookAheadMs: number;
}

/** Frames of the encoder of Parakeet and Nemotron. */
const FRAME_MS = 80;

/**
 * The trained setting that all models with caches share, between the quickest and the most accurate. Each second is encoded
 * once, in pieces of seven frames.
 */
const CACHED_RIGHT_FRAMES = 6;

/** A model without caches encodes 5.6 s before each piece again. On a GPU small pieces are affordable. */
const QUICK_PIECES = { leftMs: 5600, chunkMs: 160, rightMs: 320 };
const LARGE_PIECES = { leftMs: 5600, chunkMs: 1040, rightMs: 1040 };

const MOONSHINE_LOOK_AHEAD_MS = 240;

/** Tokens that Voxtral waits before it writes, each for 80 ms of sound. */
const VOXTRAL_DELAY_TOKENS = 6;

/** What the loaded model takes, by what it says itself; the names of families are those of its extensions. */
export function streamFamily(model: Pick<TranscribeModel, 'accepts'>, onGpu: boolean): StreamFamily {
  if (model.accepts({ kind: 'parakeet' })) {
    return {
      extension: { kind: 'parakeet', attContextRight: CACHED_RIGHT_FRAMES },
      lookAheadMs: (CACHED_RIGHT_FRAMES + 1) * FRAME_MS,
    };
  }
  if (model.accepts({ kind: 'parakeet_buffered' })) {
    const pieces = onGpu ? QUICK_PIECES : LARGE_PIECES;
    return { extension: { kind: 'parakeet_buffered', ...pieces }, lookAheadMs: pieces.chunkMs + pieces.rightMs };
  }
  if (model.accepts({ kind: 'moonshine' })) {
    return { extension: { kind: 'moonshine' }, lookAheadMs: MOONSHINE_LOOK_AHEAD_MS };
  }
  if (model.accepts({ kind: 'voxtral' })) {
    return {
      extension: { kind: 'voxtral', numDelayTokens: VOXTRAL_DELAY_TOKENS },
      lookAheadMs: (VOXTRAL_DELAY_TOKENS + 1) * FRAME_MS,
    };
  }
  return { lookAheadMs: (CACHED_RIGHT_FRAMES + 1) * FRAME_MS };
}
