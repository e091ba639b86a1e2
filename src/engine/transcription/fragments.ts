import { samplesToMs } from '../audio/audio-frame.ts';
import type { Utterance } from './utterance.ts';

/** Less speech than this is a fragment: without the words around it, a decoder guesses where the sound is bad. */
const FRAGMENT_MS = 3000;

interface FragmentsOptions {
  /** What is joined is no longer than this, in milliseconds. */
  readonly maxJoinedMs: number;
  /** Told of an utterance that became part of the one before. */
  readonly onJoin: (utterance: Utterance) => void;
  /** Takes an utterance to which nothing is joined any more. */
  readonly onWhole: (utterance: Utterance) => void;
}

/**
 * Joins the fragments of a recording to what was said just before or after them. The newest utterance waits for that: so this
 * is for transcripts, for which nobody waits.
 */
export class Fragments {
  readonly #options: FragmentsOptions;
  #newest: Utterance | undefined;

  constructor(options: FragmentsOptions) {
    this.#options = options;
  }

  /** Takes an utterance that has ended. */
  add(utterance: Utterance): void {
    if (this.#newest && this.#belongTogether(this.#newest, utterance)) {
      this.#newest.merge(utterance);
      this.#options.onJoin(utterance);
      return;
    }
    this.release();
    this.#newest = utterance;
  }

  /** Nothing more will be joined to the newest one. */
  release(): void {
    if (this.#newest) this.#options.onWhole(this.#newest);
    this.#newest = undefined;
  }

  /** Gives up the one that waits. */
  close(): void {
    this.#newest?.audio.close();
    this.#newest = undefined;
  }

  /** Only sound without a gap between them, so that times stay what they are. */
  #belongTogether(first: Utterance, second: Utterance): boolean {
    const touch = first.end?.reason === 'pause' && second.startSample <= first.end.endSample;
    const shortestMs = Math.min(speechMs(first), speechMs(second));
    const joinedMs = samplesToMs(first.endSampleCount + second.endSampleCount);
    return touch && shortestMs < FRAGMENT_MS && joinedMs <= this.#options.maxJoinedMs;
  }
}

function speechMs({ end }: Utterance): number {
  return end?.speechEnd.speechMs ?? 0;
}
