import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { CaptionBroadcaster, PARTIAL_INTERVAL_MS } from '../../../../src/engine/server/caption-broadcaster.ts';
import { isFinalEvent, type CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../../../src/protocol/cue.ts';
import { discard, final, partial, translation, translationPartial } from '../../../support/caption-builders.ts';

let sent: { readonly event: CaptionEvent; readonly atMs: number }[] = [];
let broadcaster: CaptionBroadcaster;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  broadcaster = new CaptionBroadcaster((event) => sent.push({ event, atMs: performance.now() }), systemClock);
});

afterEach(() => {
  broadcaster.close();
  vi.useRealTimers();
});

const summary = (): string[] => sent.map(({ event }) => `${event.type} ${event.utteranceId}${event.revision}`);

describe('the caption broadcaster', () => {
  it('sends the first partial at once, and then the newest of each interval', async () => {
    broadcaster.publish(partial('a', 1, 'one'));
    expect(summary()).toEqual(['transcript-partial a1']);
    for (const revision of [2, 3, 4]) broadcaster.publish(partial('a', revision, 'one'));
    await vi.advanceTimersByTimeAsync(PARTIAL_INTERVAL_MS);
    expect(summary()).toEqual(['transcript-partial a1', 'transcript-partial a4']);
  });

  it('does not hold up other utterances and other languages', () => {
    broadcaster.publish(partial('a', 1, 'one'));
    broadcaster.publish(partial('b', 1, 'two'));
    broadcaster.publish(translationPartial('a', 1, 'fr', 'un'));
    broadcaster.publish(translationPartial('a', 1, 'de', 'eins'));
    expect(sent).toHaveLength(4);
  });

  it('sends a final at once, in the place of the partial that waits', async () => {
    broadcaster.publish(partial('a', 1, 'one'));
    broadcaster.publish(partial('a', 2, 'one two'));
    broadcaster.publish(final('a', 3, 'One two.'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(summary()).toEqual(['transcript-partial a1', 'transcript-final a3']);
  });

  it('sends what waits of an utterance before the final of another text of it', () => {
    broadcaster.publish(partial('a', 1, 'one'));
    broadcaster.publish(translationPartial('a', 1, 'fr', 'un'));
    broadcaster.publish(partial('a', 2, 'one two'));
    broadcaster.publish(translationPartial('a', 2, 'fr', 'un deux'));
    broadcaster.publish(final('a', 3, 'One two.'));
    broadcaster.publish(translation('a', 3, 'fr', 'Un deux.'));
    expect(summary().slice(2)).toEqual(['translation-partial a2', 'transcript-final a3', 'translation-final a3']);
  });

  it('lets nothing of a discarded utterance follow', async () => {
    broadcaster.publish(partial('a', 1, 'one'));
    broadcaster.publish(partial('a', 2, 'one two'));
    broadcaster.publish(discard('a', 3));
    await vi.advanceTimersByTimeAsync(1000);
    expect(summary()).toEqual(['transcript-partial a1', 'utterance-discard a3']);
  });

  it('sends what waits when it is flushed, and nothing after it is closed', async () => {
    broadcaster.publish(partial('a', 1, 'one'));
    broadcaster.publish(partial('a', 2, 'one two'));
    broadcaster.flush();
    broadcaster.publish(partial('a', 3, 'one two three'));
    broadcaster.close();
    broadcaster.publish(final('a', 4, 'One two three.'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(summary()).toEqual(['transcript-partial a1', 'transcript-partial a2']);
  });

  it('has no timer when nothing is said', async () => {
    broadcaster.publish(partial('a', 1, 'one'));
    await vi.advanceTimersByTimeAsync(PARTIAL_INTERVAL_MS * 2);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leads to the same captions as every event would, whatever the order and the times', async () => {
    const step = fc.record({
      kind: fc.constantFrom(...(Object.keys(MAKE) as (keyof typeof MAKE)[])),
      id: fc.constantFrom('a', 'b'),
      waitMs: fc.integer({ min: 0, max: 70 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        sent = [];
        const published: CaptionEvent[] = [];
        for (const [revision, { kind, id, waitMs }] of steps.entries()) {
          // The engine translates what it has published, and nothing else.
          if (kind.startsWith('translation') && !cuesOf(published).some((cue) => cue.utteranceId === id)) continue;
          const event = MAKE[kind](id, revision);
          published.push(event);
          broadcaster.publish(event);
          await vi.advanceTimersByTimeAsync(waitMs);
        }
        await vi.advanceTimersByTimeAsync(PARTIAL_INTERVAL_MS * 2);
        const seen = sent.map(({ event }) => event);
        expect(seen.filter(isFinalEvent)).toEqual(published.filter(isFinalEvent));
        expect(cuesOf(seen)).toEqual(cuesOf(published));
      }),
      { numRuns: 300 },
    );
  });
});

const MAKE = {
  partial: (id: string, revision: number) => partial(id, revision, `text ${revision}`),
  final: (id: string, revision: number) => final(id, revision, `text ${revision}`),
  translationPartial: (id: string, revision: number) => translationPartial(id, revision, 'fr', `text ${revision}`),
  translation: (id: string, revision: number) => translation(id, revision, 'fr', `text ${revision}`),
  discard: (id: string, revision: number) => discard(id, revision),
};

function cuesOf(events: readonly CaptionEvent[]): readonly Cue[] {
  return events.reduce<readonly Cue[]>(applyCaptionEvent, []);
}
