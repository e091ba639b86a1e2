import { OBSWebSocketError } from 'obs-websocket-js/json';
import { EngineError, kindAndPlace } from '../errors.ts';
import { unanswered } from './unreachable.ts';

/** Codes of answers that somebody goes by. */
export const STATUS = {
  notReady: 207,
  notRunning: 501,
  notFound: 600,
  wrongState: 604,
  notMade: 700,
  notCarriedOut: 702,
} as const;

/** Why OBS refuses a request, as the rest of a sentence. */
const REASONS: Readonly<Record<number, string>> = {
  203: 'the request has no type',
  204: 'this version of OBS does not know it',
  205: 'something went wrong in OBS',
  206: 'it is not for requests that stand alone',
  207: 'OBS is still loading, or changes its scene collection',
  300: 'a field is missing',
  301: 'all fields are missing',
  400: 'a field is not valid',
  401: 'a field has the wrong type',
  402: 'a number is too small or too large',
  403: 'a field is empty',
  404: 'there are more fields than it takes',
  500: 'the output runs already',
  501: 'the output does not run',
  502: 'the output is paused',
  503: 'the output is not paused',
  504: 'the output is switched off',
  505: 'the studio mode is on',
  506: 'the studio mode is off',
  600: 'what it is about is not there',
  601: 'something of that name is there already',
  602: 'it is not for things of that kind',
  603: 'there are not enough resources',
  604: 'what it is about is in no state for it',
  605: 'this OBS has no source of that kind',
  606: 'it cannot be configured',
  607: 'this OBS has no filter of that kind',
  700: 'OBS could not make it',
  701: 'OBS could not do it',
  702: 'OBS could not carry it out',
  703: 'OBS cannot do it now',
};

/** OBS has answered a request with no. */
export class ObsRequestError extends EngineError {
  /** The code of the answer, such as 600. */
  readonly status: number;

  constructor(request: string, status: number) {
    const reason = REASONS[status] ?? `it gives the code ${status}`;
    super('obs-refused', `OBS refuses ${request}: ${reason}.`, {
      hint: status === 204 ? 'Use a newer OBS.' : undefined,
      stage: 'obs',
      retryable: status === STATUS.notReady,
    });
    this.status = status;
  }
}

/** What an error of a request means. */
export function requestFault(request: string, error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  if (error instanceof OBSWebSocketError) return new ObsRequestError(request, error.code);
  // Such as an answer without a status.
  return new EngineError('obs-refused', `The answer of OBS to ${request} cannot be read: ${kindAndPlace(error)}.`, {
    stage: 'obs',
    retryable: true,
    cause: error,
  });
}

/** What an error means that came where an answer of OBS was used. */
export function answerFault(error: unknown): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError('obs-refused', `OBS gives an answer that is not understood: ${kindAndPlace(error)}.`, {
    hint: 'Use OBS 28 or newer, and the newest Overlingo.',
    stage: 'obs',
    retryable: true,
    cause: error,
  });
}

/** What is told where OBS does not answer a request in time. */
export function requestTimeout(request: string, limitMs: number): EngineError {
  return unanswered(`OBS has not answered ${request} within ${limitMs / 1000} seconds.`);
}

/** Whether OBS has answered a request with this code. */
export function isRefusal(error: unknown, status: number): boolean {
  return error instanceof ObsRequestError && error.status === status;
}
