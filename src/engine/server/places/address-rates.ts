import type { Clock } from '../../pipeline/clock.ts';
import { RateLimit } from '../rate-limit.ts';

interface AddressRatesOptions {
  /** How many may come from one address at once after a pause. */
  readonly burst: number;
  /** How many may come from one address each second, in the long run. */
  readonly perSecond: number;
  readonly clock: Clock;
}

/** More addresses than a home network has. The one that was not heard of for longest is forgotten. */
const MOST_ADDRESSES = 1024;

/** Says of each thing that comes from an address whether it comes too fast. Addresses do not take from each other. */
export class AddressRates {
  readonly #options: AddressRatesOptions;
  readonly #limits = new Map<string, RateLimit>();

  constructor(options: AddressRatesOptions) {
    this.#options = options;
  }

  /** True where one more may come from this address now. */
  allow(address: string): boolean {
    const limit = this.#limits.get(address) ?? new RateLimit(this.#options);
    this.#limits.delete(address);
    this.#limits.set(address, limit);
    const [oldest] = this.#limits.keys();
    if (this.#limits.size > MOST_ADDRESSES && oldest !== undefined) this.#limits.delete(oldest);
    return limit.allow();
  }
}
