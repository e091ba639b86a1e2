import { samplesToMs } from '../audio/audio-frame.ts';
import type { Utterance } from './utterance.ts';

/** What became of an utterance. */
export interface Recognized {
  /** Publishes it, when its turn comes. */
  readonly publish: () => void;
  /** The end of it, where that must be recognised by itself. */
  readonly rest?: Utterance | undefined;
}

interface FinalQueueOptions {
  /** How many finals may be decoded at the same time: one for each host. */
  readonly concurrency: number;
  /** Two waiting utterances are merged where together they are no longer than this, in milliseconds. */
  readonly maxMergedMs: number;
  /** Recognises an ended utterance and publishes nothing yet. Never rejects. */
  readonly recognize: (utterance: Utterance) => Promise<Recognized>;
  /** Told of an utterance that became part of the one before. */
  readonly onMerge: (utterance: Utterance) => void;
}

interface Entry {
  readonly utterance: Utterance;
  publish: (() => void) | undefined;
}

/**
 * The ended utterances of one source on their way to their finals: begun and published in the order in which they were
 * spoken. None is dropped; where more than one waits, neighbours are merged, so that a slow machine decodes fewer and longer
 * utterances.
 */
export class FinalQueue {
  readonly #options: FinalQueueOptions;
  readonly #waiting: Utterance[] = [];
  readonly #begun: Entry[] = [];
  #idleListeners: (() => void)[] = [];

  constructor(options: FinalQueueOptions) {
    this.#options = options;
  }

  /** How many have not been begun. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** How many have not been published. */
  get size(): number {
    return this.#waiting.length + this.#begun.length;
  }

  /** Those that have not been published. */
  get utterances(): readonly Utterance[] {
    return [...this.#begun.map(({ utterance }) => utterance), ...this.#waiting];
  }

  /** The one that has waited longest. */
  get oldest(): Utterance | undefined {
    return this.#begun[0]?.utterance ?? this.#waiting[0];
  }

  add(utterance: Utterance): void {
    const last = this.#waiting.at(-1);
    if (last && this.#mayMerge(last, utterance)) {
      last.merge(utterance);
      this.#options.onMerge(utterance);
      return;
    }
    this.#waiting.push(utterance);
    this.#begin();
  }

  /** Resolves once fewer than `size` finals are unpublished. */
  async below(size: number): Promise<void> {
    while (this.size >= size) {
      await new Promise<void>((resolve) => {
        this.#idleListeners.push(resolve);
      });
    }
  }

  /**
   * Words that the viewer has read must not move into another caption, a decoded text need not be decoded again, and a
   * decode has one language.
   */
  #mayMerge(first: Utterance, second: Utterance): boolean {
    const merged = samplesToMs(first.endSampleCount + second.endSampleCount);
    const untouched = second.stableText === '' && !second.speculation && !first.speculation;
    const goOn = first.end?.reason !== 'settled' && first.language === second.language;
    return merged <= this.#options.maxMergedMs && untouched && goOn;
  }

  #begin(): void {
    while (this.#waiting.length > 0 && this.#running < this.#options.concurrency) {
      this.#recognize(this.#waiting.shift() as Utterance, this.#begun.length);
    }
  }

  /** @param place among those that have been begun. */
  #recognize(utterance: Utterance, place: number): void {
    const entry: Entry = { utterance, publish: undefined };
    this.#begun.splice(place, 0, entry);
    void this.#options.recognize(utterance).then(({ publish, rest }) => {
      entry.publish = publish;
      if (rest) this.#recognize(rest, this.#begun.indexOf(entry) + 1);
      this.#publish();
      this.#begin();
    });
  }

  get #running(): number {
    return this.#begun.filter(({ publish }) => publish === undefined).length;
  }

  #publish(): void {
    while (this.#begun[0]?.publish) this.#begun.shift()?.publish?.();
    for (const wake of this.#idleListeners.splice(0)) wake();
  }
}
