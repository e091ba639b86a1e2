import { describe, expect, it } from 'vitest';
import type { CaptionEvent, TranscriptFinal } from '../../../../../src/protocol/caption-event.ts';
import { SourceTimes } from '../../../../../src/engine/captions/sessions/source-times.ts';
import { final, partial } from '../../../../support/caption-builders.ts';

const ZERO_MS = 500_000;

/** A final that was captured so long after its sound, by a source that began at some time of the session. */
function said(startMs: number, endMs: number, beganMs: number, delayMs = 0): TranscriptFinal {
  const speechEndAtMs = ZERO_MS + beganMs + endMs + delayMs;
  return { ...final('1', 1, 'Hello.'), startMs, endMs, timing: { speechEndAtMs, emittedAtMs: speechEndAtMs + 900 } };
}

function timesAfter(...events: readonly CaptionEvent[]): SourceTimes {
  const times = new SourceTimes(ZERO_MS);
  for (const event of events) times.hear(event);
  return times;
}

describe('times of sources in a session', () => {
  it('count from the start of the session, not of the source', () => {
    const event = said(1000, 3000, 60_000);
    expect(timesAfter(event).of(event)).toEqual({ startMs: 61_000, endMs: 63_000 });
  });

  it('count from the start of a session that began while the source was heard', () => {
    const event = said(7_200_500, 7_202_000, -7_200_000);
    const times = new SourceTimes(ZERO_MS, true);
    times.hear(event);
    expect(times.of(event)).toEqual({ startMs: 500, endMs: 2000 });
  });

  it('do not shake where sound arrives with some delay', () => {
    const events = [40, 5, 90, 20].map((delayMs, index) => said(index * 4000, index * 4000 + 3000, 0, delayMs));
    const last = events.at(-1) as TranscriptFinal;
    expect(timesAfter(...events).of(last)).toEqual({ startMs: 12_005, endMs: 15_005 });
  });

  it('follow a sound card whose clock is a little slow or fast, for hours', () => {
    for (const share of [-0.0005, 0.0005]) {
      const minutes = Array.from({ length: 240 }, (_, index) => index * 60_000);
      const events = minutes.map((atMs) => said(atMs, atMs + 2000, 0, atMs * share));
      const last = events.at(-1) as TranscriptFinal;
      const expected = 239 * 60_000 * (1 + share);
      const { startMs } = timesAfter(...events).of(last);
      expect(Math.abs(startMs - Math.max(expected, 0))).toBeLessThan(300);
    }
  });

  it('are media times where a file is read faster than it is heard', () => {
    const event: TranscriptFinal = {
      ...final('9', 1, 'Hello.'),
      startMs: 3_600_000,
      endMs: 3_602_000,
      timing: { speechEndAtMs: ZERO_MS + 30_000, emittedAtMs: ZERO_MS + 31_000 },
    };
    const first = { ...event, startMs: 1000, endMs: 2000, timing: { speechEndAtMs: ZERO_MS + 20, emittedAtMs: 0 } };
    expect(timesAfter(first, event).of(event)).toEqual({ startMs: 3_600_000, endMs: 3_602_000 });
  });

  it('are known from partials where a sentence ends within speech', () => {
    const heard = {
      ...partial('1', 1, 'Hel'),
      endMs: 1500,
      timing: { audioEndAtMs: ZERO_MS + 11_500, emittedAtMs: 0 },
    };
    const settled = {
      ...final('1', 2, 'Hello.'),
      startMs: 1000,
      endMs: 1400,
      timing: { audioEndAtMs: ZERO_MS + 13_000, emittedAtMs: 0 },
    };
    expect(timesAfter(heard, settled).of(settled)).toEqual({ startMs: 11_000, endMs: 11_400 });
  });
});
