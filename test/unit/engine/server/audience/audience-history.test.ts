import { describe, expect, it } from 'vitest';
import { AudienceHistory } from '../../../../../src/engine/server/audience/audience-history.ts';

function line(id: string, key = id) {
  return { id, key, text: `Line ${id}.`, language: 'en' };
}

function filled(ids: readonly string[], most?: number): AudienceHistory {
  const history = new AudienceHistory(most);
  for (const id of ids) history.add({ track: 'source', entry: line(id) });
  return history;
}

const idsAfter = (history: AudienceHistory, since: string): readonly string[] =>
  history.after('source', since).entries.map(({ id }) => id);

describe('the history of a track', () => {
  it('gives what is newer, by number, not by text', () => {
    const history = filled(['5-8', '5-9', '5-10', '12-1']);
    expect(idsAfter(history, '')).toEqual(['5-8', '5-9', '5-10', '12-1']);
    expect(idsAfter(history, '5-9')).toEqual(['5-10', '12-1']);
    expect(idsAfter(history, '12-1')).toEqual([]);
  });

  it('takes no entry twice, and none that is older', () => {
    const history = filled(['5-1', '5-2']);
    expect(history.add({ track: 'source', entry: line('5-2') })).toBe(false);
    expect(history.add({ track: 'fr', entry: line('5-1') })).toBe(false);
    expect(idsAfter(history, '')).toEqual(['5-1', '5-2']);
  });

  it('keeps the newest, and says where more was missed than is kept', () => {
    const history = filled(['5-1', '5-2', '5-3', '5-4'], 2);
    expect(idsAfter(history, '')).toEqual(['5-3', '5-4']);
    expect(history.after('source', '5-2').complete).toBe(true);
    expect(history.after('source', '5-1').complete).toBe(false);
    expect(history.after('source', '').complete).toBe(true);
  });

  it('says so too where it has not seen the beginning of the run', () => {
    const history = filled(['5-40', '5-41']);
    expect(history.after('source', '5-12').complete).toBe(false);
    expect(history.after('source', '5-40').complete).toBe(true);
    expect(filled(['5-1']).after('source', '4-90').complete).toBe(true);
  });

  it('has a viewer begin anew whose lines are of a later run, but not one who is a moment ahead', () => {
    const history = filled(['5-1']);
    expect(history.after('source', '9-3')).toMatchObject({ reset: true, entries: [{ id: '5-1' }] });
    expect(history.after('source', '5-2')).toMatchObject({ reset: false, entries: [] });
  });

  it('leaves a line out that is taken back, and tells those who have it', () => {
    const history = filled(['5-1', '5-2']);
    history.add({ entry: { id: '5-3', key: '5-1', gone: true } });
    expect(idsAfter(history, '')).toEqual(['5-2', '5-3']);
    expect(history.after('source', '5-2').entries).toEqual([{ id: '5-3', key: '5-1', gone: true }]);
  });
});
