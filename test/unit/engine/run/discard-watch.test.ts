import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import { StatusBoard } from '../../../../src/engine/run/status-board.ts';
import type { CaptionEvent, DiscardReason } from '../../../../src/protocol/caption-event.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { discard, final, partial } from '../../../support/caption-builders.ts';

/** A board that works, and what it tells of events. */
function board(): { status: StatusBoard; take: (...events: CaptionEvent[]) => StatusNotice[] } {
  const status = new StatusBoard(new Metrics());
  status.set('transcription', 'working', 'All is well.');
  return { status, take: (...events) => events.flatMap((event) => status.take(event) ?? []) };
}
const discards = (count: number, reason: DiscardReason, sourceId = 'mic'): CaptionEvent[] =>
  Array.from({ length: count }, (_, index) => ({ ...discard(`u${index}`, 1, reason), sourceId }));
const finals = (count: number): CaptionEvent[] =>
  Array.from({ length: count }, (_, index) => final(`f${index}`, 1, 'Hello.'));
const detail = (status: StatusBoard): string => status.status(0, []).stages[0]?.detail ?? '';

describe('many discards in a row', () => {
  it.each([
    ['no-speech', 'no words were heard in it', 'microphone is chosen'],
    ['too-quiet', 'it is too quiet', 'Turn the microphone up'],
    ['repetition', 'wrote more than the sound can hold', 'larger speech model'],
    ['wrong-script', 'script of another language', 'Set the language'],
  ] as const)('for %s give one notice that says what to do', (reason, cause, hint) => {
    const { take } = board();
    expect(take(...discards(9, reason))).toEqual([]);
    const [notice] = take(...discards(1, reason));
    expect(notice).toMatchObject({ level: 'warning', stage: 'transcription', code: 'no-captions' });
    expect(notice?.message).toMatch(new RegExp(`^Sound from mic gave no caption 10 times in a row: .*${cause}`, 'u'));
    expect(notice?.hint).toContain(hint);
    expect(take(...discards(100, reason))).toEqual([]);
  });

  it('are told by what most of them have in common', () => {
    const { take } = board();
    expect(take(...discards(4, 'no-text'), ...discards(6, 'too-quiet'))[0]?.message).toContain('too quiet');
  });

  it('end with a caption, and are told again only after as many', () => {
    const { status, take } = board();
    expect(take(...discards(10, 'no-text'))).toHaveLength(1);
    expect(detail(status)).toContain('gave no caption');
    expect(take(...finals(1))).toEqual([]);
    expect(detail(status)).toBe('All is well.');
    expect(take(...discards(30, 'no-text'))).toEqual([]);
    expect(take(...finals(9), ...discards(10, 'no-text'))).toHaveLength(1);
  });

  it('are none where captions come between', () => {
    const { take } = board();
    expect(take(...discards(9, 'no-text'), ...finals(1), ...discards(9, 'no-text'))).toEqual([]);
  });

  it('are none where they are clicks, merged or told of already', () => {
    const { take } = board();
    const reasons: DiscardReason[] = ['too-short', 'merged', 'failed'];
    expect(take(...reasons.flatMap((reason) => discards(50, reason)), partial('a', 1, 'Hello'))).toEqual([]);
  });

  it('are counted for each source, and told with its name', () => {
    const { take } = board();
    expect(take(...discards(9, 'no-text', 'one'), ...discards(9, 'no-text', 'two'))).toEqual([]);
    const [event] = discards(1, 'no-text', 'two');
    expect(take({ ...event!, speaker: 'Ana' })[0]?.message).toMatch(/^Sound from Ana gave/u);
  });
});
