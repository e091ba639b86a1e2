import { expect, describe, it, vi } from 'vitest';
import { startAudience } from '../../../../support/audience-server.ts';
import { discard, final, partial, translation } from '../../../../support/caption-builders.ts';
import { expectAll } from '../../../../support/expect-all.ts';
import { TestViewer } from './audience-support.ts';

const urlOf = ({ door }: { readonly door: { readonly port: number } }): string => `http://127.0.0.1:${door.port}`;

describe('viewers', () => {
  it('get what was said before, and then each line of their language, and of no other one', async () => {
    await using server = await startAudience();
    server.say(final('a', 1, 'Before.'), translation('a', 1, 'fr', 'Avant.'));
    using english = new TestViewer(urlOf(server));
    using french = new TestViewer(urlOf(server), 'fr');
    await vi.waitFor(() => expect([english.lines, french.lines]).toEqual([['Before.'], ['Avant.']]));
    server.say(partial('b', 1, 'Af'), final('b', 2, 'After.'), translation('b', 2, 'fr', 'Après.'));
    await vi.waitFor(() => expect(french.lines).toEqual(['Avant.', 'Après.']));
    await vi.waitFor(() => expect(english.lines).toEqual(['Before.', 'After.']));
    expect(english.partials.map(({ text }) => text)).toEqual(['Af']);
    expect(french.received.map((entry) => 'text' in entry && entry.language)).toEqual(['fr']);
    expect(french.partials).toEqual([]);
  });

  it('change their language, and get the history of the other one', async () => {
    await using server = await startAudience();
    server.say(final('a', 1, 'One.'), translation('a', 1, 'fr', 'Un.'));
    using viewer = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['One.']));
    viewer.text = { ...viewer.text, lines: [], last: '' };
    viewer.choose('fr');
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Un.']));
    server.say(final('b', 1, 'Two.'), translation('b', 1, 'fr', 'Deux.'));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Un.', 'Deux.']));
    expect(viewer.received).toHaveLength(1);
  });

  it('miss no final where their connection is lost, and get none twice', async () => {
    await using server = await startAudience();
    using viewer = new TestViewer(urlOf(server));
    server.say(final('a', 1, 'One.'));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['One.']));
    viewer.socket.io.engine.close();
    server.say(final('b', 1, 'Two.'), final('c', 1, 'Three.'));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['One.', 'Two.', 'Three.']));
    expect(viewer.catchUps.at(-1)?.entries).toHaveLength(2);
  });

  it('get the track of what was said where theirs is not there', async () => {
    await using server = await startAudience();
    server.say(final('a', 1, 'One.'));
    using viewer = new TestViewer(urlOf(server), 'ko');
    await vi.waitFor(() => expect(viewer.lines).toEqual(['One.']));
    expect(viewer.catchUps[0]?.track).toBe('source');
  });

  it('see nothing of what is said while captions are hidden, and are told', async () => {
    await using server = await startAudience();
    using viewer = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(viewer.about?.live).toBe(true));
    server.set({ hidden: true });
    server.say(final('a', 1, 'Secret.'));
    await vi.waitFor(() => expect(viewer.about?.hidden).toBe(true));
    server.set({ hidden: false });
    server.say(final('b', 1, 'Public.'));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Public.']));
    using late = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(late.lines).toEqual(['Public.']));
  });

  it('lose a line that is taken back', async () => {
    await using server = await startAudience();
    using viewer = new TestViewer(urlOf(server));
    server.say(final('a', 1, 'Wrong.'), final('b', 1, 'Right.'));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Wrong.', 'Right.']));
    server.say(discard('a', 2));
    await vi.waitFor(() => expect(viewer.lines).toEqual(['Right.']));
    using late = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(late.lines).toEqual(['Right.']));
  });

  it('read 500 lines back, and know where more are missing', async () => {
    await using server = await startAudience();
    using viewer = new TestViewer(urlOf(server));
    server.say(final('first', 1, 'First.'));
    await vi.waitFor(() => expect(viewer.lines).toHaveLength(1));
    viewer.socket.disconnect();
    for (let index = 0; index < 510; index += 1) server.say(final(`u${index}`, 1, `Line ${index}.`));
    viewer.socket.connect();
    await vi.waitFor(() => expect(viewer.lines).toHaveLength(502));
    expect(viewer.lines.slice(0, 3)).toEqual(['First.', '(missing)', 'Line 10.']);
    using late = new TestViewer(urlOf(server));
    await vi.waitFor(() => expect(late.lines).toHaveLength(500));
  });

  it('all get the same, 100 at once', async () => {
    await using server = await startAudience();
    const viewers = Array.from({ length: 100 }, () => new TestViewer(urlOf(server)));
    await vi.waitFor(() => expectAll(viewers, ({ about }) => about?.live === true));
    const lines = Array.from({ length: 20 }, (_, index) => `Line ${index}.`);
    server.say(...lines.map((text, index) => final(`u${index}`, 1, text)));
    await vi.waitFor(() => expectAll(viewers, (viewer) => viewer.lines.join() === lines.join()));
    for (const viewer of viewers) viewer[Symbol.dispose]();
    await vi.waitFor(() => expect(server.door.hall.viewers).toBe(0));
  });
});
