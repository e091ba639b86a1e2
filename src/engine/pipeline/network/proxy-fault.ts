/** The proxy of the system did not let a request through. */
export class ProxyFault extends Error {
  override readonly name = 'ProxyFault';
  /** What to do, in one sentence. */
  readonly hint: string;

  /** @param message a part of a sentence that says what is wrong with which proxy, without a user name and a password. */
  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.hint = hint;
  }
}

const CHECK =
  'Check the proxy, and the variables HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY names what needs none.';

/** The proxy answered with a status that says that it did not let the request through. */
export function refusedByProxy(proxy: URL, status: number): ProxyFault {
  const where = `the proxy at ${proxy.host}`;
  if (status === 407) {
    return new ProxyFault(
      `${where} wants a user name and a password (HTTP 407)`,
      'Put them into the variable of the proxy, as in http://name:password@proxy.example.org:3128.',
    );
  }
  const what = status >= 500 ? 'could not reach it' : 'did not let the request through';
  return new ProxyFault(`${where} ${what} (HTTP ${status})`, CHECK);
}

/** There was no connection to the proxy. @param reason a part of a sentence. */
export function unreachableProxy(proxy: URL, reason: string, cause: unknown): ProxyFault {
  return new ProxyFault(`the proxy at ${proxy.host} could not be reached, because ${reason}`, CHECK, cause);
}
