import type { EngineErrorCode } from '../protocol/error-code.ts';
import { cleanLine } from '../protocol/clean-text.ts';
import { withoutTrailing } from '../protocol/trailing.ts';
import type { StageName } from '../protocol/status.ts';

/** What an error says besides its sentence. */
export interface EngineErrorDetail {
  /** What the user should do next, in one sentence. */
  readonly hint?: string | undefined;
  readonly stage?: StageName | undefined;
  /** True where the same thing may work when it is tried again. */
  readonly retryable?: boolean | undefined;
  /** How long the other side asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** An `EngineError` as plain data, for other processes and threads. Its cause stays where it is. */
export interface EngineErrorData extends Omit<EngineErrorDetail, 'cause'> {
  readonly code: EngineErrorCode;
  readonly message: string;
}

/**
 * A failure told to the user: `message` is one sentence that says what failed, where and why, and holds no control
 * character, whoever named the file or the device. Never holds what the streamer said.
 */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly hint: string | undefined;
  readonly stage: StageName | undefined;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  /** @param message a sentence, or several with a line for each. */
  constructor(code: EngineErrorCode, message: string | readonly string[], detail: EngineErrorDetail = {}) {
    super([message].flat().map(cleanLine).join('\n'), detail.cause === undefined ? undefined : { cause: detail.cause });
    this.code = code;
    this.hint = detail.hint === undefined ? undefined : cleanLine(detail.hint);
    this.stage = detail.stage;
    this.retryable = detail.retryable ?? false;
    this.retryAfterMs = detail.retryAfterMs;
  }

  /** The error that `toJSON` made plain data of, without its cause. */
  static from({ code, message, ...detail }: EngineErrorData): EngineError {
    return new EngineError(code, message, detail);
  }

  toJSON(): EngineErrorData {
    const { code, message, hint, stage, retryable, retryAfterMs } = this;
    return { code, message, hint, stage, retryable, retryAfterMs };
  }
}

const REPORT = 'Please report this line, and what you did before it.';

/** What is known of the work in which a foreign error came. */
interface ForeignErrorContext {
  /** `internal` when absent. */
  readonly code?: EngineErrorCode;
  /** Who met the error, as the beginning of a sentence; Overlingo when absent. */
  readonly who?: string;
  readonly stage?: StageName;
  /** What to do; to report it when absent. */
  readonly hint?: string;
}

/**
 * The error itself where it is one of ours, else one that tells its kind and its place. The message and the fields of a
 * foreign error may hold what was said, or a key, so they are left out; the cause has them, and is never shown.
 */
export function toEngineError(
  error: unknown,
  { code = 'internal', who = 'Overlingo', stage, hint = REPORT }: ForeignErrorContext = {},
): EngineError {
  if (error instanceof EngineError) return error;
  const shortage = code === 'internal' ? fileShortage(error, { who, stage }) : undefined;
  if (shortage) return shortage;
  return new EngineError(code, `${who} met an unexpected error: ${kindAndPlace(error)}.`, {
    hint,
    stage,
    cause: error,
  });
}

/** How the system says that no more files can be opened: as a code, and in words. */
const FILE_SHORTAGE = /\b(?:EMFILE|ENFILE)\b|too many open files/iu;

/**
 * What is told where a foreign error, or a line that a process has printed, says that no more files can be opened: that is
 * no fault of the file or of the process that met it. Undefined where it says something else.
 * @param who as the beginning of a sentence; Overlingo when absent.
 */
export function fileShortage(
  said: unknown,
  { who = 'Overlingo', stage }: { readonly who?: string; readonly stage?: StageName | undefined } = {},
): EngineError | undefined {
  const code = said instanceof Error && 'code' in said ? String(said.code) : '';
  if (!FILE_SHORTAGE.test(typeof said === 'string' ? said : code)) return undefined;
  return new EngineError('files-exhausted', `${who} cannot open a file, since as many as the system allows are open.`, {
    hint: 'Raise the limit on open files (ulimit -n), or close other programs, and start again.',
    stage,
    retryable: true,
    cause: said,
  });
}

/** Codes of the system, such as `ENOSPC`, and of Node, such as `ERR_INVALID_ARG_TYPE`. */
const SYSTEM_CODE = /^[A-Z][A-Z0-9_]{1,40}$/u;

/** The place of a frame of a stack: a file and its folder, with line and column. The folders above may tell a name. */
const FRAME_PLACE = /^[^\S\n]{1,20}at .*?((?:[^()\s/\\]+[/\\])?[^()\s/\\:]+:\d+:\d+)\)?$/mu;

/**
 * The words of a foreign error. Only for errors of the file system and of packages that never see what is said or a key:
 * all others are told by `kindAndPlace`.
 */
export function foreignMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The same without the full stop at its end, as a part of a sentence. */
export function foreignReason(error: unknown): string {
  return withoutTrailing(foreignMessage(error), /[.\s]/u);
}

/** All that may be shown of a foreign error, as a part of a sentence. */
export function kindAndPlace(error: unknown): string {
  return kindOf(error) + placeOf(error);
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' && SYSTEM_CODE.test(error.code) ? error.code : '';
  return code === '' ? error.constructor.name : `${error.constructor.name} ${code}`;
}

function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const { stack = '', message } = error;
  // The stack begins with the message, a line of which may look like a frame.
  const frames = stack.slice(stack.indexOf(message) + message.length);
  const place = FRAME_PLACE.exec(frames)?.[1];
  return place === undefined ? '' : ` at ${place}`;
}
