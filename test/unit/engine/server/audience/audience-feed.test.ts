import { describe, expect, it } from 'vitest';
import { AudienceFeed, type AudienceState } from '../../../../../src/engine/server/audience/audience-feed.ts';
import type { PublishedEntry } from '../../../../../src/engine/server/audience/audience-sink.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import type { AudienceAbout, AudiencePartial } from '../../../../../src/protocol/audience-contract.ts';
import { discard, final, partial, translation, translationPartial } from '../../../../support/caption-builders.ts';

function open(first: AudienceState = { targetLanguages: ['fr'] }) {
  let state = first;
  const published: PublishedEntry[] = [];
  const shown: { track: string; partial: AudiencePartial }[] = [];
  const told: AudienceAbout[] = [];
  const clock = new ManualClock();
  const sink = {
    publish: (entry: PublishedEntry) => void published.push(entry),
    show: (track: string, text: AudiencePartial) => void shown.push({ track, partial: text }),
    tell: (about: AudienceAbout) => void told.push(about),
  };
  const feed = new AudienceFeed({ state: () => state, sinks: [sink], clock, startedAtMs: 7000 });
  return { feed, published, shown, told, clock, set: (next: AudienceState) => void (state = next) };
}

describe('what viewers get of a run', () => {
  it('is one entry for each final, numbered over all tracks, with the key of its utterance', () => {
    const { feed, published } = open();
    feed.publish(partial('a', 1, 'Good'));
    feed.publish({ ...final('a', 2, 'Good evening.'), speaker: 'Ana' });
    feed.publish(translation('a', 2, 'fr', 'Bonsoir.'));
    expect(published).toEqual([
      {
        track: 'source',
        entry: { id: '7000-1', key: '7000.1', text: 'Good evening.', language: 'en', speaker: 'Ana' },
      },
      { track: 'fr', entry: { id: '7000-2', key: '7000.1', text: 'Bonsoir.', language: 'fr', speaker: 'Ana' } },
    ]);
  });

  it('says of an untranslated text in which language it is', () => {
    const { feed, published } = open();
    feed.publish(final('a', 1, 'Good evening.'));
    feed.publish({ ...translation('a', 1, 'fr', 'Good evening.'), untranslated: true });
    expect(published[1]).toMatchObject({ track: 'fr', entry: { language: 'en' } });
  });

  it('has partials seldom, the newest only', async () => {
    const { feed, shown, clock } = open();
    feed.publish(partial('a', 1, 'Good'));
    for (const revision of [2, 3, 4]) feed.publish(partial('a', revision, 'Good', ' evening'.slice(0, revision)));
    feed.publish(translationPartial('a', 4, 'fr', 'Bon'));
    await clock.advance(250);
    expect(shown.map(({ track, partial: { text } }) => `${track}: ${text}`)).toEqual([
      'source: Good',
      'fr: Bon',
      'source: Good eve',
    ]);
  });

  it('takes partials away that come to nothing, and finals that are taken back', () => {
    const { feed, published, shown } = open();
    feed.publish(partial('a', 1, 'Hm'));
    feed.publish(discard('a', 2));
    expect(shown.slice(1)).toEqual([
      { track: 'source', partial: { key: '7000.1', text: '', language: 'en' } },
      { track: 'fr', partial: { key: '7000.1', text: '', language: 'en' } },
    ]);
    feed.publish(final('b', 1, 'Wrong.'));
    feed.publish(discard('b', 2));
    expect(published.at(-1)).toEqual({ entry: { id: '7000-2', key: '7000.2', gone: true } });
  });

  it('counts an id anew that the next engine uses again', () => {
    const { feed, published } = open();
    feed.publish(final('mic-1', 1, 'One run.'));
    feed.publish(partial('mic-1', 1, 'The'));
    feed.publish(final('mic-1', 2, 'The next one.'));
    expect(published.map(({ entry }) => entry.key)).toEqual(['7000.1', '7000.2']);
  });

  it('is nothing of what is said while captions are hidden, not even later', async () => {
    const { feed, published, shown, told, set, clock } = open();
    feed.publish(partial('a', 1, 'My'));
    feed.publish(partial('a', 2, 'My address'));
    set({ targetLanguages: ['fr'], hidden: true });
    feed.publish(partial('a', 3, 'My address is'));
    await clock.advance(1000);
    feed.publish(final('b', 1, 'Secret.'));
    set({ targetLanguages: ['fr'] });
    feed.publish(final('a', 4, 'My address is secret.'));
    feed.publish(translation('b', 1, 'fr', 'Secret.'));
    feed.publish(final('c', 1, 'Back.'));
    expect(shown.map(({ partial: { text } }) => text)).toEqual(['My']);
    expect(published.map(({ entry }) => 'text' in entry && entry.text)).toEqual(['Back.']);
    expect(told.map(({ hidden }) => hidden)).toEqual([false, true, false]);
  });

  it('tells of the tracks, of each change, and of the end', () => {
    const { feed, told, set } = open({ targetLanguages: ['fr', 'fr'] });
    set({ targetLanguages: ['de'] });
    feed.refresh();
    feed.refresh();
    feed.close();
    expect(told.map(({ tracks, live }) => [tracks, live])).toEqual([
      [['source', 'fr'], true],
      [['source', 'de'], true],
      [['source', 'de'], false],
    ]);
  });
});
