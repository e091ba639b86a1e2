import type { UtteranceId } from '../../protocol/caption-event.ts';
import { abortable } from '../pipeline/abortable.ts';
import type { RecognizerPool } from './host/recognizer-pool.ts';
import type { Utterance } from './utterance.ts';

type Decoder = Pick<RecognizerPool, 'decode'>;

interface Kept {
  readonly utterance: Utterance;
  readonly pool: Decoder;
}

/** So many finals of a source may wait for the recogniser's own translation; older ones are given up. */
const MOST_RETAINED = 16;

/** The audio of final utterances, of all sources, that the recogniser may still translate. */
export class RetainedAudio {
  readonly #kept = new Map<UtteranceId, Kept>();
  readonly #listeners: (() => void)[] = [];

  /** @param pool what has its audio. */
  keep(utterance: Utterance, pool: Decoder): void {
    this.#kept.set(utterance.id, { utterance, pool });
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
    const kept = this.#kept.get(id);
    if (!kept) return '';
    const { utterance, pool } = kept;
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
    this.#kept.get(id)?.utterance.audio.close();
    this.#kept.delete(id);
    for (const wake of this.#listeners.splice(0)) wake();
  }

  /** Frees all that is kept of a source. */
  releaseSource(sourceId: string): void {
    for (const { id } of this.#of(sourceId)) this.release(id);
  }

  #of(sourceId: string): Utterance[] {
    return [...this.#kept.values()].flatMap(({ utterance }) => (utterance.sourceId === sourceId ? [utterance] : []));
  }
}
