import { httpFault } from '../../pipeline/http-status.ts';
import { retryAfterMs } from '../../pipeline/retry-after.ts';

/** What a server says about a refusal. */
export interface VendorFault {
  /** HTTP status, also where it came inside of a stream; `undefined` where there is none. */
  readonly status: number | undefined;
  /** Code and type of the error, such as `insufficient_quota`, in lower case. */
  readonly codes: readonly string[];
  /** The parameter that it names. */
  readonly parameter: string | undefined;
  /** All that it says, in lower case: to be searched only, since it may quote what was said. */
  readonly said: string;
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** What OpenAI's form of an error has. */
interface VendorFields {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly status?: unknown;
  readonly param?: unknown;
}

/**
 * Reads a refusal; servers fill in OpenAI's form in different ways.
 * @param error what stands in the field `error`.
 */
export function vendorFault(status: number | undefined, error: unknown, headers: Headers | undefined): VendorFault {
  const { code, type, status: named, param }: VendorFields = typeof error === 'object' && error !== null ? error : {};
  const codes = [code, type, named].filter((value) => typeof value === 'string' && value !== '');
  const number = [code, named].map(Number).find((value) => value >= 400 && value < 600);
  return {
    status: status ?? number,
    codes: codes.map((value) => String(value).toLowerCase()),
    parameter: typeof param === 'string' ? param : undefined,
    said: JSON.stringify(error ?? '').toLowerCase(),
    retryAfterMs: retryAfterOf(headers),
  };
}

/** Some say it in milliseconds, most in seconds or as a date. */
function retryAfterOf(headers: Headers | undefined): number | undefined {
  const exact = headers?.get('retry-after-ms') ?? '';
  if (exact === '') return retryAfterMs(headers?.get('retry-after'));
  const waitMs = Number(exact);
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}

/** The text does not fit into what the model can read at once. */
export function isTooLongForModel({ codes, said }: VendorFault): boolean {
  return codes.includes('context_length_exceeded') || /context (?:length|window|size)|exceed_context/u.test(said);
}

const UNKNOWN_MODEL =
  /\bmodels?\b.{0,120}(?:not found|not exist|is not valid|no longer|not supported)|(?:invalid|unknown|no such) model|not a valid model/u;

/** The server does not offer the model. */
export function isUnknownModel({ status, codes, parameter, said }: VendorFault): boolean {
  if (codes.includes('model_not_found') || codes.includes('invalid_model')) return true;
  if (status === 404) return parameter === 'model' || UNKNOWN_MODEL.test(said);
  // Refusals of parameters mention the model too.
  if (status !== 400 && status !== 422) return false;
  return parameter === 'model' || /(?:invalid|unknown|no such) model|model not exist|not a valid model/u.test(said);
}

/** Nothing is left of what was paid for. Many vendors have 429 for it, as for too many requests. */
export function isUsedUp({ status, codes }: VendorFault): boolean {
  const spent = ['insufficient_quota', 'insufficient_balance', 'billing_hard_limit_reached', 'billing_not_active'];
  return httpFault(status ?? 500).fault === 'quota' || codes.some((code) => spent.includes(code));
}

/** A filter stopped the text; another try would be stopped too. */
export function isFiltered({ codes, said }: VendorFault): boolean {
  return codes.some((code) => /content_(?:filter|policy)|moderation/u.test(code)) || said.includes('flagged_input');
}
