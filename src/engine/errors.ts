import type { StageName } from '../protocol/status.ts';

/** Every way in which the engine can fail that a user can do something about. */
export type EngineErrorCode =
  | 'usage'
  | 'input-missing'
  | 'input-unreadable'
  | 'input-empty'
  | 'input-not-audio'
  | 'input-damaged'
  | 'input-unsupported'
  | 'backend-unavailable'
  | 'device-missing'
  | 'device-lost'
  | 'model-missing'
  | 'model-damaged'
  | 'model-unsupported'
  | 'language-unknown'
  | 'language-unsupported'
  | 'recognizer-crashed'
  | 'recognizer-hung'
  | 'recognizer-failed'
  | 'remote-unreachable'
  | 'remote-refused'
  | 'translator-auth'
  | 'translator-bad-answer'
  | 'translator-budget'
  | 'translator-failed'
  | 'translator-quota'
  | 'translator-rate-limited'
  | 'translator-refused'
  | 'translator-timeout'
  | 'translator-unreachable'
  | 'translator-unsupported'
  | 'glossary-invalid'
  | 'download-failed'
  | 'port-in-use'
  | 'server-failed'
  | 'output-unwritable'
  | 'queue-overflow'
  | 'internal';

/** What an error says besides its sentence. */
export interface EngineErrorDetail {
  /** What the user should do next, in one sentence. */
  readonly hint?: string;
  readonly stage?: StageName;
  /** True where the same thing may work when it is tried again. */
  readonly retryable?: boolean;
  /** How long the other side asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/**
 * A failure told to the user: `message` is one sentence that says what failed, where and why. Never holds what the
 * streamer said.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly hint: string | undefined;
  readonly stage: StageName | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: EngineErrorCode, message: string, detail: EngineErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint;
    this.stage = detail.stage;
    this.retryable = detail.retryable ?? false;
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** The error itself where it is one of ours, else an `internal` one around it. */
export function toEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new EngineError('internal', `Overlingo met an unexpected error: ${reason}`, {
    hint: 'Please report it together with the output of the same command with --log debug.',
    cause: error,
  });
}
