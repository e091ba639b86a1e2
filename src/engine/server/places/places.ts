import type { Clock } from '../../pipeline/clock.ts';

/** How many may wait at a door, and be let in by it. */
export interface PlaceLimits {
  /** How many may wait before they have shown their right. */
  readonly waiting: number;
  /** How many of these may come from one address. */
  readonly waitingOfOneAddress: number;
  /** How many that have shown their right have a place at once. */
  readonly members: number;
}

/** Somebody at a door who has not shown its right. */
export interface Visitor {
  /** Where it comes from. */
  readonly address: string;
  /** Ends it, since others need the room, or its time is over. */
  readonly turnAway: () => void;
  /** How long it may wait, in milliseconds. As long as nobody needs the room when absent. */
  readonly withinMs?: number;
}

interface Waiting extends Visitor {
  readonly waited: AbortController;
}

/**
 * The places at one door. Whoever comes waits; a place has only who has shown its right to it. Newcomers are never
 * refused: where too many wait, the one that has waited longest goes, of the address of which most wait.
 */
export class Places {
  readonly #limits: PlaceLimits;
  readonly #clock: Clock;
  /** Those who came first are first. */
  readonly #waiting = new Map<object, Waiting>();
  readonly #members = new Set<object>();

  constructor(limits: PlaceLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** True where every place is taken. */
  get areTaken(): boolean {
    return this.#members.size >= this.#limits.members;
  }

  /** True where it has a place. */
  isMember(who: object): boolean {
    return this.#members.has(who);
  }

  /** Somebody waits, also where it had a place until now. */
  wait(who: object, visitor: Visitor): void {
    this.leave(who);
    const waiting = { ...visitor, waited: new AbortController() };
    this.#waiting.set(who, waiting);
    if (visitor.withinMs !== undefined) void this.#limit(who, waiting, visitor.withinMs);
    this.#makeRoom(visitor.address);
  }

  /** Gives a place to somebody who has shown its right. False where none is left: then it waits on. */
  admit(who: object): boolean {
    if (this.#members.has(who)) return true;
    if (this.areTaken) return false;
    this.leave(who);
    this.#members.add(who);
    return true;
  }

  /** Somebody is gone, or has a place elsewhere. */
  leave(who: object): void {
    this.#waiting.get(who)?.waited.abort();
    this.#waiting.delete(who);
    this.#members.delete(who);
  }

  async #limit(who: object, { waited: { signal } }: Waiting, ms: number): Promise<void> {
    await this.#clock.sleep(ms, signal);
    if (!signal.aborted) this.#turnAway(who);
  }

  #makeRoom(address: string): void {
    const { waiting, waitingOfOneAddress } = this.#limits;
    const crowds = this.#crowds();
    const own = crowds.get(address) ?? [];
    if (own.length > waitingOfOneAddress) return this.#turnAway(own[0]);
    if (this.#waiting.size <= waiting) return;
    const [largest] = [...crowds.values()].toSorted((one, other) => other.length - one.length);
    this.#turnAway(largest?.[0]);
  }

  /** Those who wait, by their address. */
  #crowds(): Map<string, object[]> {
    const crowds = new Map<string, object[]>();
    for (const [who, { address }] of this.#waiting) {
      const crowd = crowds.get(address);
      if (crowd) crowd.push(who);
      else crowds.set(address, [who]);
    }
    return crowds;
  }

  #turnAway(who: object | undefined): void {
    const visitor = who && this.#waiting.get(who);
    if (!visitor) return;
    this.leave(who);
    visitor.turnAway();
  }
}
