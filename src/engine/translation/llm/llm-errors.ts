import type { EngineErrorCode } from '../../../protocol/error-code.ts';
import { EngineError } from '../../errors.ts';
import { shownVariable } from '../../key.ts';
import { httpFault } from '../../pipeline/http-status.ts';
import { connectionFault } from '../../pipeline/network/connection-fault.ts';
import type { LlmServer } from './llm-server.ts';
import { ConnectionFailed, ForeignAnswer, IncompleteAnswer, ServerRefusal } from './server-failure.ts';
import { isFiltered, isTooLongForModel, isUnknownModel, isUsedUp, type VendorFault } from './vendor-fault.ts';
import { BodyTooLong } from './wire-fetch.ts';

interface FaultDetail {
  readonly hint?: string | undefined;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | undefined;
}

/** Media types that are told by name. A server may call an answer anything. */
const FOREIGN_TYPES = ['text/html', 'text/plain', 'text/xml', 'application/xml', 'application/octet-stream'];

const CHECK_ADDRESS = 'Check that its address ends where /chat/completions begins, usually with /v1.';

/** An error of this translator. `what`: the rest of a sentence that begins with the server. */
export function llmFault(
  server: LlmServer,
  code: EngineErrorCode,
  what: string,
  detail: FaultDetail = {},
): EngineError {
  return new EngineError(code, `${server.label} ${what}.`, {
    stage: 'translation',
    ...detail,
  });
}

/**
 * What went wrong, as one sentence. Neither the words of the server, which may quote what was said, nor the error that
 * holds them is passed on.
 * @param model the model that was asked; empty where it was not chosen yet.
 */
export function toLlmError(error: unknown, server: LlmServer, model: string): EngineError {
  if (error instanceof EngineError) return error;
  if (hasCause(error, BodyTooLong)) {
    return llmFault(server, 'translator-bad-answer', 'answered with far more than a translation');
  }
  if (error instanceof ServerRefusal) return refusal(server, model, error.fault);
  if (error instanceof ForeignAnswer) {
    const type = FOREIGN_TYPES.find((known) => known === error.mediaType);
    const what = `answered with ${type ?? 'something else'} instead of JSON`;
    return llmFault(server, 'translator-refused', what, { hint: CHECK_ADDRESS });
  }
  if (error instanceof SyntaxError) {
    return llmFault(server, 'translator-failed', 'sent damaged data', { retryable: true });
  }
  if (error instanceof ConnectionFailed) return unreachable(server, error);
  const why = error instanceof IncompleteAnswer ? '' : `: ${connectionFault(error).reason}`;
  return llmFault(server, 'translator-unreachable', `broke off in the middle of its answer${why}`, { retryable: true });
}

function unreachable(server: LlmServer, error: ConnectionFailed): EngineError {
  const { reason, hint, timedOut } = connectionFault(error);
  if (timedOut) {
    return llmFault(server, 'translator-timeout', `did not answer in time: ${reason}`, { retryable: true });
  }
  return llmFault(server, 'translator-unreachable', `could not be reached: ${reason}`, {
    hint: hint ?? server.startHint ?? 'Check its address and the network.',
    retryable: true,
  });
}

function refusal(server: LlmServer, model: string, fault: VendorFault): EngineError {
  const { status } = fault;
  const http = httpOf(fault);
  if (isUsedUp(fault)) {
    const hint = 'Look into your account there.';
    return llmFault(server, 'translator-quota', `says that your credit or quota is used up${http}`, { hint });
  }
  if (isFiltered(fault)) return llmFault(server, 'translator-refused', `did not accept the text${http}`);
  if (isTooLongForModel(fault)) {
    return llmFault(server, 'translator-refused', `says that the request is too long for the model "${model}"${http}`, {
      hint: 'Use a model with a larger context, or give the server more context.',
    });
  }
  if (isUnknownModel(fault))
    return llmFault(server, 'translator-refused', `does not offer the model "${model}"${http}`);
  if (httpFault(status ?? 500).fault === 'auth') return refusedKey(server, fault);
  if (status === 404) {
    return llmFault(server, 'translator-refused', `does not know this address${http}`, { hint: CHECK_ADDRESS });
  }
  return passing(server, fault) ?? unaccepted(server, fault);
}

/** Refusals that may be over soon. */
function passing(server: LlmServer, fault: VendorFault): EngineError | undefined {
  const { status, codes, said, retryAfterMs } = fault;
  const http = httpOf(fault);
  const detail = { retryable: true, retryAfterMs };
  if (status === 503 && said.includes('load')) {
    return llmFault(server, 'translator-failed', `is still loading its model${http}`, detail);
  }
  // Without a status the error came in the middle of an answer.
  const kind = codes.includes('rate_limit_exceeded') ? 'rate-limited' : httpFault(status ?? 500).fault;
  switch (kind) {
    case 'timeout':
      return llmFault(server, 'translator-timeout', `gave up the request as too slow${http}`, detail);
    case 'rate-limited':
      return llmFault(server, 'translator-rate-limited', `has received too many requests${http}`, detail);
    case 'failed':
      return llmFault(server, 'translator-failed', `is in trouble${http}`, detail);
    case 'auth':
    case 'quota':
    case 'refused':
      return undefined;
  }
}

/** What requests have. A server may name anything, also a word that was said. */
const SENT_PARAMETERS = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'temperature',
  'max_tokens',
  'max_completion_tokens',
  'reasoning',
  'reasoning_effort',
  'thinking',
  'chat_template_kwargs',
];

function unaccepted(server: LlmServer, fault: VendorFault): EngineError {
  const parameter = SENT_PARAMETERS.find((name) => fault.parameter?.split('.', 1)[0] === name);
  const named = parameter === undefined ? '' : ` because of "${parameter}"`;
  return llmFault(server, 'translator-refused', `did not accept the request${named}${httpOf(fault)}`, {
    hint: 'Check that it speaks the OpenAI protocol; --log debug shows its reason.',
  });
}

function refusedKey(server: LlmServer, fault: VendorFault): EngineError {
  const { key, keyVariable } = server;
  const from = keyVariable === undefined ? '' : ` in ${shownVariable(keyVariable)}`;
  const what = key === undefined ? 'wants a key' : 'refused the key';
  return llmFault(server, 'translator-auth', `${what}${httpOf(fault)}`, {
    hint: `${key === undefined ? 'Set' : 'Check'} the key${from}.`,
  });
}

function httpOf({ status }: VendorFault): string {
  return status === undefined ? '' : ` (HTTP ${status})`;
}

function hasCause(error: unknown, kind: typeof BodyTooLong): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) if (cause instanceof kind) return true;
  return false;
}
