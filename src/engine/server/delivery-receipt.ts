import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { DeliveryReceipt } from '../../protocol/socket-contract.ts';

const RECEIPT_TYPES: ReadonlySet<unknown> = new Set<CaptionEvent['type']>(['transcript-final', 'translation-final']);

/** No id and no language tag is longer than this many characters. */
const LONGEST_NAME = 200;

/** True where what a page sent is a receipt for a final. A page is not trusted: any local program can send as one. */
export function isDeliveryReceipt(value: unknown): value is DeliveryReceipt {
  if (typeof value !== 'object' || value === null) return false;
  const { type, utteranceId, revision, language } = value as Partial<Record<keyof DeliveryReceipt, unknown>>;
  return RECEIPT_TYPES.has(type) && isName(utteranceId) && isName(language) && Number.isSafeInteger(revision);
}

function isName(value: unknown): boolean {
  return typeof value === 'string' && value.length > 0 && value.length <= LONGEST_NAME;
}
