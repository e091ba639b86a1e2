import type { CaptionEvent, UtteranceId } from '../../../protocol/caption-event.ts';
import type { DeliveryReceipt } from '../../../protocol/socket-contract.ts';
import type { CueTexts, TextChoice } from './cue-text.ts';
import { needsNoTranslation, shownTranslation } from './language-choice.ts';

type Place = keyof CueTexts;

/** Receipts for finals that are never drawn, because newer text pushed them away, are dropped beyond this number. */
const MOST_WAITING = 24;

/** Tells the engine when the text of a final is in the page, once for each. */
export interface ReceiptBook {
  /** Notes a final that this page is going to show. */
  expect(event: CaptionEvent, choice: TextChoice): void;
  /** Sends the receipts of the noted finals whose text is on the screen. */
  drawn(utterances: Readonly<Record<Place, readonly UtteranceId[]>>): void;
}

/** An empty book. */
export function createReceiptBook(onDelivered: (receipt: DeliveryReceipt) => void): ReceiptBook {
  let waiting: { readonly receipt: DeliveryReceipt; readonly place: Place }[] = [];

  return {
    expect(event, choice) {
      if (event.type !== 'transcript-final' && event.type !== 'translation-final') return;
      const place = placeOf(event.type, event.language, choice);
      if (!place) return;
      const { type, utteranceId, revision, language } = event;
      waiting = [...waiting, { receipt: { type, utteranceId, revision, language }, place }].slice(-MOST_WAITING);
    },
    drawn(utterances) {
      const isDrawn = ({ receipt, place }: (typeof waiting)[number]): boolean =>
        utterances[place].includes(receipt.utteranceId);
      const done = waiting.filter(isDrawn);
      if (done.length === 0) return;
      waiting = waiting.filter((one) => !isDrawn(one));
      for (const { receipt } of done) onDelivered(receipt);
    },
  };
}

/** Where a final is shown, or undefined where this page does not show it. */
function placeOf(
  type: 'transcript-final' | 'translation-final',
  eventLanguage: string,
  choice: TextChoice,
): Place | undefined {
  const { layout, language } = choice;
  if (type === 'translation-final') {
    return layout !== 'source' && shownTranslation([eventLanguage], choice) !== undefined ? 'main' : undefined;
  }
  if (layout === 'source' || language === undefined || needsNoTranslation(eventLanguage, choice)) return 'main';
  return layout === 'dual' ? 'source' : undefined;
}
