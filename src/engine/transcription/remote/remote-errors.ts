import type { EngineErrorCode } from '../../../protocol/error-code.ts';
import { EngineError } from '../../errors.ts';
import { shownVariable } from '../../key.ts';
import { httpFault } from '../../pipeline/http-status.ts';
import type { ConnectionFault } from '../../pipeline/network/connection-fault.ts';
import { retryAfterMs } from '../../pipeline/retry-after.ts';
import type { RemoteConfig } from './definition.ts';

/** An error of a server. */
export class RemoteError extends EngineError {
  /** The HTTP status; `undefined` where no whole answer came. */
  readonly status: number | undefined;

  constructor(code: EngineErrorCode, message: string, detail: RemoteErrorDetail = {}) {
    const { status, ...rest } = detail;
    super(code, message, { stage: 'transcription', ...rest });
    this.status = status;
  }
}

interface RemoteErrorDetail {
  readonly hint?: string;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number | undefined;
  readonly status?: number;
  readonly cause?: unknown;
}

/** The server's address for messages, without anything secret. */
export function serverName({ url }: RemoteConfig): string {
  const { host } = new URL(url);
  return `The speech server at ${host}`;
}

/** No answer came. */
export function unreachable(
  config: RemoteConfig,
  {
    reason,
    hint = 'Start the server, or check its address and the network.',
  }: Pick<ConnectionFault, 'reason'> & { readonly hint?: string | undefined },
  cause?: unknown,
): RemoteError {
  return new RemoteError('remote-unreachable', `${serverName(config)} could not be reached: ${reason}.`, {
    hint,
    retryable: true,
    cause,
  });
}

/** An answer came that is not what the protocol says. `what`: a part of a sentence. */
export function unreadable(config: RemoteConfig, what: string): RemoteError {
  return new RemoteError('remote-refused', `${serverName(config)} answered ${what}.`, {
    hint: 'Check that its address ends where /audio/transcriptions begins, usually with /v1.',
  });
}

/** What an HTTP status other than 2xx means. `fault`: which parameter the server names, where it names one. */
export function refusal(config: RemoteConfig, response: Response, fault: string | undefined): RemoteError {
  const { status } = response;
  const server = serverName(config);
  const { fault: kind, retryable } = httpFault(status);
  if (kind === 'auth') return refusedKey(config, status);
  if (status === 404 || (status === 400 && fault?.includes('model') === true)) {
    return new RemoteError('remote-refused', `${server} does not offer the model "${config.model}" (HTTP ${status}).`, {
      status,
      hint: 'Check the name of the model, and that the address ends with /v1.',
    });
  }
  if (retryable) {
    const why = kind === 'rate-limited' ? 'has received too many requests' : 'is in trouble';
    return new RemoteError('remote-unreachable', `${server} ${why} (HTTP ${status}).`, {
      hint: kind === 'rate-limited' ? 'Wait, or raise the limit of your account.' : 'Look at the log of the server.',
      status,
      retryable,
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
    });
  }
  return new RemoteError('remote-refused', `${server} did not accept the request (HTTP ${status}).`, {
    status,
    hint: 'Check that it speaks the OpenAI protocol and knows the model.',
  });
}

function refusedKey(config: RemoteConfig, status: number): RemoteError {
  const variable = config.apiKeyVariable;
  return new RemoteError('remote-refused', `${serverName(config)} refused the key (HTTP ${status}).`, {
    status,
    hint:
      variable === undefined
        ? 'It wants a key: name the environment variable that holds it.'
        : `Check the key in ${shownVariable(variable)}.`,
  });
}
