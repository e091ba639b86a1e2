import { DeepLClient } from 'deepl-node';
import { EngineError } from '../../errors.ts';
import { checkedKey } from '../../key.ts';
import { OutgoingConnections } from '../../pipeline/network/outgoing-fetch.ts';
import { requestError } from './deepl-errors.ts';
import { hookRequests, type AnswerHead } from './request-hook.ts';

/** Where DeepL is and who asks. */
export interface DeepLAccess {
  /** Keys of free accounts end with `:fx`. */
  readonly key: string;
  /** Base address; by default DeepL's server for the kind of key. */
  readonly serverUrl?: string;
}

/** Sends requests to DeepL over connections that stay open between them, one attempt each. */
export class DeepLConnection {
  /** The server for messages, without anything secret: `DeepL (api.deepl.com)`. */
  readonly server: string;
  readonly #access: DeepLAccess;
  readonly #connections = new OutgoingConnections();

  /** @throws EngineError `translator-auth` for a key that cannot be one, `usage` for a bad address. */
  constructor(access: DeepLAccess) {
    const key = checkedKey(access.key, { owner: 'DeepL', code: 'translator-auth', stage: 'translation' });
    this.#access = { ...access, key };
    this.server = `DeepL (${hostOf(this.#access)})`;
    // A client that is never used: a library without the hook is told of at the start, not amid a stream.
    this.#client(AbortSignal.abort(), {});
  }

  /**
   * Runs `request`, which makes one call on the client that it gets. The request ends, also on the wire, when `signal`
   * aborts, and nothing else limits its time.
   * @throws the signal's reason once it has aborted; a `DeepLRequestError` where the request fails.
   */
  async call<T>(signal: AbortSignal, request: (client: DeepLClient) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const head: AnswerHead = {};
    try {
      return await request(this.#client(signal, head));
    } catch (error) {
      signal.throwIfAborted();
      throw requestError(this.server, head, error);
    }
  }

  /** Closes all connections, those in use too. */
  close(): void {
    this.#connections.close();
  }

  /** A client of one request: the library keeps its signal nowhere else. */
  #client(signal: AbortSignal, head: AnswerHead): DeepLClient {
    const { key, serverUrl } = this.#access;
    const client = new DeepLClient(key, {
      maxRetries: 0,
      sendPlatformInfo: false,
      ...(serverUrl === undefined ? {} : { serverUrl }),
    });
    hookRequests(client, { signal, connections: this.#connections, head });
    return client;
  }
}

function hostOf({ key, serverUrl }: DeepLAccess): string {
  if (serverUrl === undefined) return key.endsWith(':fx') ? 'api-free.deepl.com' : 'api.deepl.com';
  const { protocol, host } = URL.canParse(serverUrl) ? new URL(serverUrl) : { protocol: '', host: '' };
  if (/^https?:$/u.test(protocol) && host !== '') return host;
  throw new EngineError('usage', 'The address of DeepL is not an http or https address.', {
    hint: "Leave it out to use DeepL's own server.",
    stage: 'translation',
  });
}
