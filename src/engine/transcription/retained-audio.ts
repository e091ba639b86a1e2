import type { UtteranceId } from '../../protocol/caption-event.ts';
import { abortable } from '../pipeline/abortable.ts';
import type { RecognizerPool } from './host/recognizer-pool.ts';
import type { Utterance } from './utterance.ts';

type Decoder = Pick<RecognizerPool, 'decode'>;

/** So many finals of a source may wait for the recogniser's own translation; older ones are given up. */
const MOST_RETAINED = 16;

/** The audio of final utterances, of all sources, that the recogniser may still translate. */
export class RetainedAudio {
  /** What listens to each source. */
  readonly #pools = new Map<string, Decoder>();
  readonly #utterances = new Map<UtteranceId, Utterance>();
  readonly #listeners: (() => void)[] = [];

  /** Tells what listens to a source, until that is released. */
  listens(sourceId: string, pool: Decoder): void {
    this.#pools.set(sourceId, pool);
  }

  keep(utterance: Utterance): void {
    this.#utterances.set(utterance.id, utterance);
    const [oldest, ...newer] = this.#of(utterance.sourceId);
    if (oldest && newer.length >= MOST_RETAINED) this.release(oldest.id);
  }

  /** Resolves once fewer than `size` utterances of a source wait. */
  async below(sourceId: string, size: number): Promise<void> {
    while (this.#of(sourceId).length >= size) {
      await new Promise<void>((resolve) => {
        this.#listeners.push(resolve);
      });
    }
  }

  /**
   * The English text of an utterance; empty where it makes no sense, or its audio is gone. Its audio goes with the call.
   * @throws the reason of the signal, as soon as that aborts.
   */
  async translate(id: UtteranceId, signal: AbortSignal): Promise<string> {
    const utterance = this.#utterances.get(id);
    const pool = utterance && this.#pools.get(utterance.sourceId);
    if (!pool) return '';
    try {
      const sampleCount = utterance.endSampleCount;
      const request = { kind: 'translation', task: 'translate-to-english', sampleCount, signal } as const;
      const hypothesis = await abortable(pool.decode(utterance.audio, request), signal);
      const verdict = utterance.check(hypothesis, sampleCount, 'en');
      return verdict.accepted ? verdict.text : '';
    } finally {
      this.release(id);
    }
  }

  /** Frees the audio of an utterance that nobody translates from it any more. */
  release(id: UtteranceId): void {
    this.#utterances.get(id)?.audio.close();
    this.#utterances.delete(id);
    for (const wake of this.#listeners.splice(0)) wake();
  }

  /** Frees all that is kept of a source. */
  releaseSource(sourceId: string): void {
    for (const { id } of this.#of(sourceId)) this.release(id);
    this.#pools.delete(sourceId);
  }

  #of(sourceId: string): Utterance[] {
    return [...this.#utterances.values()].filter((utterance) => utterance.sourceId === sourceId);
  }
}
