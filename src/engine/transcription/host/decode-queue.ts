import { TurnQueue } from './turn-queue.ts';

/**
 * The most urgent kind first. A kind never waits for one behind it. A `feed` is sound for a stream: unlike a partial it is
 * never left out, but there may be more in it when its turn comes.
 */
const KINDS = ['final', 'translation', 'feed', 'partial'] as const;

export type DecodeKind = (typeof KINDS)[number];

/** What the queue needs to know of a decode. */
export interface QueuedDecode {
  readonly kind: DecodeKind;
  readonly sourceId: string;
}

/** The decodes that wait for a host: by kind, and in each kind the sources take turns. */
export class DecodeQueue<Job extends QueuedDecode> {
  readonly #queues: Readonly<Record<DecodeKind, TurnQueue<Job>>> = {
    final: new TurnQueue(),
    translation: new TurnQueue(),
    feed: new TurnQueue(),
    partial: new TurnQueue(),
  };

  /** All decodes that wait. */
  get jobs(): readonly Job[] {
    return KINDS.flatMap((kind) => this.#queues[kind].jobs);
  }

  add(job: Job): void {
    this.#queues[job.kind].add(job);
  }

  /** Puts back a decode that failed, before the others of its kind and source. */
  putBack(job: Job): void {
    this.#queues[job.kind].putBack(job);
  }

  /** Takes the next decode out. @param mayTake passes over decodes that cannot begin now. */
  take(mayTake: (job: Job) => boolean): Job | undefined {
    for (const kind of KINDS) {
      const job = this.#queues[kind].take(mayTake);
      if (job) return job;
    }
    return undefined;
  }

  /** A decode that was taken has run for so many milliseconds. */
  charge({ kind, sourceId }: QueuedDecode, workMs: number): void {
    this.#queues[kind].charge(sourceId, workMs);
  }

  /** Takes out all decodes that fit. */
  remove(matches: (job: Job) => boolean): Job[] {
    return KINDS.flatMap((kind) => this.#queues[kind].remove(matches));
  }
}
