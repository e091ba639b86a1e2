/** What a server that refuses a request means. `failed`: it is in trouble itself. */
export type HttpFault = 'auth' | 'quota' | 'rate-limited' | 'timeout' | 'failed' | 'refused';

const FAULTS: Readonly<Record<number, HttpFault>> = {
  401: 'auth',
  402: 'quota',
  403: 'auth',
  408: 'timeout',
  425: 'failed',
  429: 'rate-limited',
  // DeepL's own.
  456: 'quota',
};

const PASSING: readonly HttpFault[] = ['rate-limited', 'timeout', 'failed'];

/** What a status other than 2xx means. `retryable`: the same request may work a little later. */
export function httpFault(status: number): { readonly fault: HttpFault; readonly retryable: boolean } {
  const fault = FAULTS[status] ?? (status >= 500 ? 'failed' : 'refused');
  return { fault, retryable: PASSING.includes(fault) };
}
