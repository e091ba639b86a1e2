import { describe, expect, it } from 'vitest';
import type { AudienceLine } from '../../../../../src/protocol/audience-contract.ts';
import {
  EMPTY_TEXT,
  takeCatchUp,
  takeEntry,
  takePartial,
  type WatchText,
} from '../../../../../src/overlay/pages/watch/watch-text.ts';

function line(id: string, text = `Line ${id}.`, key = `key ${id}`): AudienceLine {
  return { id, key, text, language: 'en' };
}

const words = ({ lines }: WatchText): readonly string[] =>
  lines.map((one) => ('missing' in one ? '(missing)' : one.text));

const CAUGHT_UP = { track: 'source', complete: true, reset: false };

describe('the text of a viewer', () => {
  it('has each final once and in order, however often it comes', () => {
    let text = takeCatchUp(EMPTY_TEXT, { ...CAUGHT_UP, entries: [line('5-1'), line('5-2')] });
    for (const id of ['5-2', '5-3', '5-1', '5-10', '5-3']) text = takeEntry(text, line(id));
    expect(words(text)).toEqual(['Line 5-1.', 'Line 5-2.', 'Line 5-3.', 'Line 5-10.']);
    expect(text.last).toBe('5-10');
  });

  it('shows a partial until its final comes, and nothing of it afterwards', () => {
    const partial = { key: 'a', text: 'Good', language: 'en' };
    let text = takePartial(EMPTY_TEXT, partial);
    text = takePartial(text, { ...partial, text: 'Good evening' });
    expect(text.partials.map(({ text: shown }) => shown)).toEqual(['Good evening']);
    text = takeEntry(text, line('5-1', 'Good evening.', 'a'));
    expect(takePartial(text, partial)).toBe(text);
    expect(text.partials).toEqual([]);
    expect(
      takePartial(takePartial(text, { ...partial, key: 'b' }), { ...partial, key: 'b', text: '' }).partials,
    ).toEqual([]);
  });

  it('puts a line right in its place, and takes one away', () => {
    let text = [line('5-1'), line('5-2')].reduce(takeEntry, EMPTY_TEXT);
    text = takeEntry(text, line('5-3', 'Better.', 'key 5-1'));
    expect(words(text)).toEqual(['Better.', 'Line 5-2.']);
    expect(words(takeEntry(text, { id: '5-4', key: 'key 5-2', gone: true }))).toEqual(['Better.']);
  });

  it('says where lines are missing, and begins anew where it must', () => {
    const before = takeEntry(EMPTY_TEXT, line('5-1'));
    const missed = takeCatchUp(before, { ...CAUGHT_UP, complete: false, entries: [line('5-900')] });
    expect(words(missed)).toEqual(['Line 5-1.', '(missing)', 'Line 5-900.']);
    const anew = takeCatchUp(before, { ...CAUGHT_UP, reset: true, entries: [line('3-1')] });
    expect(words(anew)).toEqual(['Line 3-1.']);
  });
});
