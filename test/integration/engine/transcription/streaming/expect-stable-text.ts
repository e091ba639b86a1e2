import { expect } from 'vitest';
import type { CaptionEvent } from '../../../../../src/protocol/caption-event.ts';

/** Stable text only grows, and all of it is in the final: nobody reads a word that is taken back. */
export function expectStableText(events: readonly CaptionEvent[]): void {
  const stable = new Map<string, string>();
  let partials = 0;
  for (const event of events) {
    if (event.type === 'transcript-partial') {
      partials += 1;
      expect(event.stableText.startsWith(stable.get(event.utteranceId) ?? '')).toBe(true);
      stable.set(event.utteranceId, event.stableText);
    } else if (event.type === 'transcript-final') {
      const shown = stable.get(event.utteranceId) ?? '';
      expect(event.text.toLowerCase().startsWith(shown.toLowerCase())).toBe(true);
    }
  }
  expect(partials).toBeGreaterThan(0);
}
