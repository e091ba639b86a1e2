import { describe, expect, it } from 'vitest';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';
import type { Stage } from '../../../../src/engine/pipeline/stage.ts';
import { SourceGroup } from '../../../../src/engine/run/source-group.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { discard, final, partial, translation } from '../../../support/caption-builders.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';

const never = new AbortController().signal;

/** A group that translates into one language when the test says so, with a way in for each source. */
function startGroup(targetCount = 1) {
  const stop = new AbortController();
  const answers = new BoundedChannel<CaptionEvent>({ capacity: 100, whenFull: 'refuse' });
  const released: string[] = [];
  const translate: Stage<CaptionEvent, CaptionEvent> = async function* (input, { signal }) {
    void (async () => {
      for await (const event of input) answers.push(event);
    })();
    yield* answers.read(signal);
  };
  const context = { signal: stop.signal, clock: new ManualClock(), log: silentLog };
  const group = new SourceGroup({ translate, targetCount, context, onTold: (id) => released.push(id) });
  const join = (sourceId: string, removed: AbortSignal = never, tell?: (event: CaptionEvent) => void) => {
    const input = new BoundedChannel<CaptionEvent>({ capacity: 100, whenFull: 'refuse' });
    const told: CaptionEvent[] = [];
    const state = { ended: false };
    const done = group.caption(input.read(never), { sourceId, removed, tell: tell ?? ((event) => told.push(event)) });
    done.then(
      () => (state.ended = true),
      () => (state.ended = true),
    );
    return { input, told, state, done, say: (event: CaptionEvent) => input.push({ ...event, sourceId }) };
  };
  const answer = (sourceId: string, id: string) =>
    answers.push({ ...translation(id, 1, 'en', `translated ${id}`), sourceId });
  return { stop, group, join, answer, answers, released };
}

describe('SourceGroup', () => {
  it('is done with a source once its last translation was told, and goes on with the others', async () => {
    const { join, answer, released } = startGroup();
    const [a, b] = [join('a'), join('b')];
    a.say(partial('a-1', 1, 'hello'));
    a.say(final('a-1', 2, 'hello'));
    b.say(final('b-1', 1, 'good day'));
    a.input.close();
    await settle();
    expect(a.state.ended).toBe(false);
    answer('a', 'a-1');
    await settle();
    expect([a.state.ended, b.state.ended]).toEqual([true, false]);
    expect(a.told.map(({ type }) => type)).toEqual(['transcript-partial', 'transcript-final', 'translation-final']);
    expect(b.told.map(({ utteranceId }) => utteranceId)).toEqual(['b-1']);
    expect(released).toEqual(['a-1']);
  });

  it.each([
    ['without target languages', 0, final('a-1', 2, 'hello')],
    ['after a discard', 2, discard('a-1', 2)],
  ])('waits for no translation %s', async (_when, targetCount, last) => {
    const { join, released } = startGroup(targetCount);
    const { say, input, done, told } = join('a');
    say(partial('a-1', 1, 'hello'));
    say(last);
    input.close();
    await done;
    expect(told).toHaveLength(2);
    expect(released).toEqual(['a-1']);
  });

  it('tells what was heard before a source failed, then its error', async () => {
    const { join, answer } = startGroup();
    const { say, input, done, told } = join('a');
    say(final('a-1', 1, 'hello'));
    input.fail(new Error('the device burst'));
    await settle();
    answer('a', 'a-1');
    await expect(done).rejects.toThrow('the device burst');
    expect(told.map(({ type }) => type)).toEqual(['transcript-final', 'translation-final']);
  });

  it('tells nothing of a source that was removed, and reads it to its end', async () => {
    const { join, answer } = startGroup();
    const removed = new AbortController();
    const { say, input, state, done, told } = join('a', removed.signal);
    say(final('a-1', 1, 'hello'));
    await settle();
    removed.abort();
    say(final('a-2', 1, 'nobody hears this'));
    await settle();
    expect(state.ended).toBe(false);
    input.close();
    await done;
    answer('a', 'a-1');
    await settle();
    expect(told).toHaveLength(1);
  });

  it('keeps a listener that throws from the other sources', async () => {
    const { join, answer } = startGroup();
    const bad = join('bad', never, () => {
      throw new Error('the listener broke');
    });
    const good = join('good');
    bad.say(final('bad-1', 1, 'hello'));
    good.say(final('good-1', 1, 'hello'));
    for (const { input } of [bad, good]) input.close();
    await settle();
    answer('good', 'good-1');
    await expect(bad.done).rejects.toThrow('the listener broke');
    await good.done;
    expect(good.told).toHaveLength(2);
  });

  it('fails for all of its sources where the translation breaks, also for later ones', async () => {
    const { join, answers } = startGroup();
    const early = join('a');
    early.say(final('a-1', 1, 'hello'));
    answers.fail(new Error('the queue burst'));
    await expect(early.done).rejects.toThrow('the queue burst');
    await expect(join('b').done).rejects.toThrow('the queue burst');
  });

  it('ends at once with the run', async () => {
    const { join, stop } = startGroup();
    const { say, done } = join('a');
    say(final('a-1', 1, 'hello'));
    await settle();
    stop.abort();
    await done;
  });
});
