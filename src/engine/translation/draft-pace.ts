import { textWeight } from './text-weight.ts';

/** So much new text is worth a draft at once, in units of a Latin letter: one or two words. */
const NEW_WEIGHT = 8;

/** Less is worth one once the speaker has added nothing for so long, in milliseconds. */
const REST_MS = 600;

interface DraftPace {
  /** The settled beginning of the sentence; it only grows. */
  readonly text: string;
  /** What of it the last draft was asked for; empty where there is none. */
  readonly drafted: string;
  /** How long ago `text` has grown, in milliseconds. */
  readonly restedMs: number;
}

/** In how many milliseconds the text is worth a new draft; 0: now. `undefined`: not before it grows. */
export function nextDraftMs({ text, drafted, restedMs }: DraftPace): number | undefined {
  const added = textWeight(text.slice(drafted.length).trim());
  if (added === 0) return undefined;
  return added >= NEW_WEIGHT ? 0 : Math.max(0, REST_MS - restedMs);
}
