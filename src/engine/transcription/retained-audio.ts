import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { RecognizerPool } from './host/recognizer-pool.ts';
import type { Utterance } from './utterance.ts';

/** So many finals may wait for the recogniser's own translation; older ones are given up. */
const MOST_RETAINED = 16;

/** The audio of final utterances that the recogniser may still translate. */
export class RetainedAudio {
  readonly #pool: RecognizerPool;
  readonly #utterances = new Map<UtteranceId, Utterance>();
  readonly #listeners: (() => void)[] = [];

  constructor(pool: RecognizerPool) {
    this.#pool = pool;
  }

  keep(utterance: Utterance): void {
    this.#utterances.set(utterance.id, utterance);
    const oldest = this.#utterances.keys().next();
    if (this.#utterances.size > MOST_RETAINED && !oldest.done) this.release(oldest.value);
  }

  /** Resolves once fewer than `size` utterances wait. */
  async below(size: number): Promise<void> {
    while (this.#utterances.size >= size) {
      await new Promise<void>((resolve) => {
        this.#listeners.push(resolve);
      });
    }
  }

  /** The English text of an utterance; empty where it makes no sense, or its audio is gone. Its audio goes with the call. */
  async decodeToEnglish(id: UtteranceId): Promise<string> {
    const utterance = this.#utterances.get(id);
    if (!utterance) return '';
    try {
      const sampleCount = utterance.endSampleCount;
      const request = { kind: 'translation', task: 'translate-to-english', sampleCount } as const;
      const verdict = utterance.check(await this.#pool.decode(utterance.audio, request), sampleCount, 'en');
      return verdict.accepted ? verdict.text : '';
    } finally {
      this.release(id);
    }
  }

  clear(): void {
    for (const id of [...this.#utterances.keys()]) this.release(id);
  }

  /** Frees the audio of an utterance that nobody translates from it any more. */
  release(id: UtteranceId): void {
    this.#utterances.get(id)?.audio.close();
    this.#utterances.delete(id);
    for (const wake of this.#listeners.splice(0)) wake();
  }
}
