import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 192 bits: nobody guesses it, however fast they ask. */
const TOKEN_BYTES = 24;

/**
 * The secret that lets other devices in. It can be renewed at any time; the former one is worth nothing from then on.
 * The value is in a private field, so that nothing that logs or serialises objects shows it.
 */
export class AccessToken {
  readonly #listeners = new Set<() => void>();
  #value: string;

  /** @param value a token of an earlier run; a new random one when absent. */
  constructor(value = randomToken()) {
    this.#value = value;
  }

  /** For the address that is handed to a guest. Never to be logged. */
  get value(): string {
    return this.#value;
  }

  /** Whether this is the token. The time that it takes says nothing about how much of it is right. */
  matches(candidate: unknown): boolean {
    if (typeof candidate !== 'string' || candidate === '' || this.#value === '') return false;
    return timingSafeEqual(digestOf(candidate), digestOf(this.#value));
  }

  /** Replaces the token; everyone who came in with the former one is told to leave. */
  renew(): void {
    this.#value = randomToken();
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` whenever the token was renewed. Gives back a function that ends this. */
  onRenewed(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function randomToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** `timingSafeEqual` needs equal lengths, which digests have. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
