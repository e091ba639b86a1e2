import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { DeliveryReceipt } from '../../protocol/socket-contract.ts';

/** Finals that no page has confirmed for so long are not waited for any more. */
const MOST_UNCONFIRMED = 200;

/** Remembers when the speech of each published final ended, until the first page confirms that it has drawn it. */
export class DeliveryBook {
  readonly #speechEnds = new Map<string, number>();

  published(event: CaptionEvent): void {
    if (event.type !== 'transcript-final' && event.type !== 'translation-final') return;
    if (event.timing.speechEndAtMs === undefined) return;
    this.#speechEnds.set(keyOf(event), event.timing.speechEndAtMs);
    const oldest = this.#speechEnds.keys().next();
    if (this.#speechEnds.size > MOST_UNCONFIRMED && !oldest.done) this.#speechEnds.delete(oldest.value);
  }

  /** When the speech of the final ended, on the engine's clock; nothing where another page was first. */
  confirmed(receipt: DeliveryReceipt): number | undefined {
    const speechEndAtMs = this.#speechEnds.get(keyOf(receipt));
    this.#speechEnds.delete(keyOf(receipt));
    return speechEndAtMs;
  }
}

function keyOf({ type, utteranceId, language }: Pick<DeliveryReceipt, 'type' | 'utteranceId' | 'language'>): string {
  return `${type} ${utteranceId} ${language}`;
}
