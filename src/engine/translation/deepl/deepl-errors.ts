import { ConnectionError } from 'deepl-node';
import type { EngineErrorCode } from '../../../protocol/error-code.ts';
import { EngineError } from '../../errors.ts';
import { httpFault, type HttpFault } from '../../pipeline/http-status.ts';
import { connectionFault, neverSent } from '../../pipeline/network/connection-fault.ts';
import { AnswerTooLong, type AnswerHead } from './request-hook.ts';

/**
 * A failed request. Its message names the server and the status, never what DeepL wrote, which may quote the text; and
 * it carries no cause, since errors of the client library hold the request with its key.
 */
export class DeepLRequestError extends EngineError {
  /** The HTTP status, `undefined` where no whole answer came. */
  readonly status: number | undefined;
  /** Whether DeepL has done nothing that it could bill: it was not reached, or refused. */
  readonly isFree: boolean;

  constructor(code: EngineErrorCode, message: string, detail: RequestErrorDetail) {
    const { status, neverSent: isUnsent = false, ...rest } = detail;
    super(code, message, { stage: 'translation', ...rest });
    this.status = status;
    this.isFree = isUnsent || (status !== undefined && status >= 300 && status < 500 && status !== 408);
  }
}

const CHECK_ADDRESS = 'Check the address of DeepL in the settings.';

interface RequestErrorDetail {
  readonly hint: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly status?: number;
  readonly neverSent?: boolean;
}

/** Says what went wrong with a request, from the head of its answer and from what the client library threw. */
export function requestError(server: string, head: AnswerHead, thrown: unknown): DeepLRequestError {
  const { status } = head;
  if (status !== undefined && (status < 200 || status >= 300)) return refusal(server, status, head.retryAfterMs);
  // Also where the head of the answer has come, but not all of its body.
  if (thrown instanceof ConnectionError) return connectionFailure(server, thrown);
  const what = head.contentType?.includes('json') === false ? `(${typeName(head.contentType)}) ` : '';
  return badAnswer(server, `with something ${what}that is not an answer of DeepL`);
}

/** An answer came that cannot be used. `what`: the end of a sentence that begins with "answered". */
export function badAnswer(server: string, what: string): DeepLRequestError {
  return new DeepLRequestError('translator-bad-answer', `${server} answered ${what}.`, {
    hint: 'Check the address of DeepL in the settings, and that nothing between this computer and DeepL changes answers.',
  });
}

/** A request with a glossary was refused, with a status that may well be about the glossary. */
export function refusedGlossary(
  server: string,
  status: number,
  { retryable }: { readonly retryable: boolean },
): DeepLRequestError {
  const message = `${server} refused a request that used your glossary (HTTP ${status}).`;
  const hint = 'Change a term of the glossary, or start again, to have it made once more.';
  return new DeepLRequestError('translator-refused', message, { hint, retryable, status });
}

interface Words {
  /** The rest of a sentence that begins with the server. */
  readonly what: string;
  readonly hint: string;
}

const WORDS: Readonly<Record<Exclude<HttpFault, 'refused'>, Words>> = {
  auth: {
    what: 'refused the key',
    hint: 'Check the key: those of free accounts end with ":fx", and each kind of account has its own server.',
  },
  quota: {
    what: 'says that the quota of the account is used up',
    hint: "Wait for the next billing period, or raise the limit in DeepL's account settings.",
  },
  'rate-limited': {
    what: 'has received too many requests',
    hint: 'Translate into fewer languages at once, or turn off the translation of unfinished sentences.',
  },
  timeout: { what: 'gave up the request as too slow', hint: 'Check the network.' },
  failed: { what: 'is in trouble', hint: 'It usually passes; see www.deeplstatus.com.' },
};

function refusal(server: string, status: number, retryAfterMs: number | undefined): DeepLRequestError {
  // 529 is DeepL's second status for the same thing.
  const { fault, retryable } = httpFault(status === 529 ? 429 : status);
  const { what, hint } = fault === 'refused' ? wordsOfRefusal(status) : WORDS[fault];
  const wait = retryable ? { retryAfterMs } : {};
  const detail = { hint, retryable, status, ...wait };
  return new DeepLRequestError(`translator-${fault}`, `${server} ${what} (HTTP ${status}).`, detail);
}

function wordsOfRefusal(status: number): Words {
  if (status === 404) return { what: 'does not know the request', hint: CHECK_ADDRESS };
  if (status === 413 || status === 414)
    return {
      what: 'finds the text too long',
      hint: 'Only this text stays untranslated; shorter sentences are translated as before.',
    };
  if (status < 400) return { what: 'sent the request elsewhere', hint: CHECK_ADDRESS };
  const hint = 'Check that DeepL offers the languages, and the settings for DeepL.';
  return { what: 'did not accept the request', hint };
}

function connectionFailure(server: string, { error }: ConnectionError): DeepLRequestError {
  if (error instanceof AnswerTooLong) return badAnswer(server, 'with far too much');
  const { reason, hint } = connectionFault(error);
  return new DeepLRequestError('translator-unreachable', `${server} could not be reached: ${reason}.`, {
    hint: hint ?? 'Check the network and the address of DeepL.',
    retryable: true,
    neverSent: neverSent(error),
  });
}

function typeName(contentType: string): string {
  return /^[\w.+/-]+/u.exec(contentType)?.[0] ?? 'of no type';
}
