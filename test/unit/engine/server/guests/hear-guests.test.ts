import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import type { EngineOutput } from '../../../../../src/engine/pipeline/output.ts';
import type { SourceHost, SourceOptions } from '../../../../../src/engine/pipeline/source.ts';
import { GuestRoom } from '../../../../../src/engine/server/guests/guest-room.ts';
import type { GuestSound } from '../../../../../src/engine/server/guests/guest-sound.ts';
import type { GuestEnd, GuestMessage } from '../../../../../src/engine/server/guests/guest-transport.ts';
import { hearGuests } from '../../../../../src/engine/server/guests/hear-guests.ts';
import { final } from '../../../../support/caption-builders.ts';
import { samplesCapture } from '../../../../support/samples-capture.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

/** An engine by hand: a test says when a source is there, what is told of it, and when its captions are told. */
class HandEngine implements SourceHost {
  readonly removed: string[] = [];
  options: SourceOptions = {};
  #finish: () => void = () => undefined;

  async add({ id }: Parameters<SourceHost['add']>[0], options: SourceOptions = {}) {
    this.options = options;
    options.listener?.(early);
    await turn();
    const done = new Promise<void>((resolve) => (this.#finish = resolve));
    return { done, remove: () => void this.removed.push(id) };
  }

  tell(output: EngineOutput): void {
    this.options.listener?.(output);
  }

  finish(): void {
    this.#finish();
  }
}

/** Enough turns for a source to be added, and for the end of one to be told. */
async function settle(): Promise<void> {
  await turn();
  await turn();
}

const [early, later] = [final('guest-1-1', 1, 'Early.'), final('guest-1-2', 1, 'Later.')];

const spoken = { language: 'auto', candidates: ['es', 'en'] };

function guest(key?: string) {
  const room = new GuestRoom<GuestSound>({ prefix: 'guest', most: 1, clock: new ManualClock() });
  const told: GuestMessage[] = [];
  const closed: GuestEnd[] = [];
  const transport = {
    send: (message: GuestMessage) => void told.push(message),
    close: (why: GuestEnd) => void closed.push(why),
  };
  const sound = (): GuestSound => ({ ...samplesCapture(new Float32Array(0)), state: {}, end: () => undefined });
  const joined = room.join(transport, { sound, ...(key === undefined ? {} : { key }) });
  const introduce = () => joined!.session.introduce({ name: 'Ana', kind: 'program' });
  return { room, told, closed, transport, session: joined!.session, introduce };
}

describe('hearGuests', () => {
  it('tells a guest that it is listened to before anything that is heard of it', async () => {
    const { room, told, introduce } = guest();
    const engine = new HandEngine();
    hearGuests(room, { engine, spoken, translate: ['en'], shown: false });
    introduce();
    await settle();
    engine.tell(later);
    expect(told).toEqual([{ type: 'heard', language: 'auto', translate: ['en'] }, early, later]);
  });

  it('lets a guest go that has finished once its captions are told, and any other that cannot wait when the engine stops', async () => {
    for (const finishes of [true, false]) {
      const { room, closed, session, introduce } = guest();
      const engine = new HandEngine();
      hearGuests(room, { engine, spoken, shown: false });
      introduce();
      await settle();
      if (finishes) session.finish();
      expect(closed).toEqual([]);
      engine.finish();
      await settle();
      expect(closed).toEqual([finishes ? 'done' : 'going-away']);
    }
  });

  it('goes on with the next engine where the guest may come back', async () => {
    const { room, closed, introduce } = guest('a-key');
    introduce();
    for (const engine of [new HandEngine(), new HandEngine()]) {
      const stop = hearGuests(room, { engine, spoken, shown: true });
      await settle();
      expect(engine.options).toMatchObject({ shown: true });
      stop();
      engine.finish();
      await settle();
    }
    expect(closed).toEqual([]);
  });

  it.each([
    [false, ['guest-1']],
    [true, []],
  ])('gives up the captions of a guest that is gone unless others see them: shown %s', async (shown, removed) => {
    const { room, transport, session, introduce } = guest();
    const engine = new HandEngine();
    hearGuests(room, { engine, spoken, shown });
    introduce();
    await settle();
    session.detach(transport);
    expect(engine.removed).toEqual(removed);
  });

  it('tells the guest and whoever watches why it cannot be listened to', async () => {
    const { room, closed, introduce } = guest('a-key');
    const error = new EngineError('language-unsupported', 'No.');
    const seen: unknown[] = [];
    const watch = {
      onJoined: () => void seen.push('joined'),
      onLeft: () => void seen.push('left'),
      onFailed: (_session: unknown, failure: unknown) => void seen.push(failure),
    };
    hearGuests(room, { engine: { add: () => Promise.reject(error) }, spoken, shown: true, watch });
    introduce();
    await settle();
    expect([closed, seen]).toEqual([['language-unsupported'], ['joined', error]]);
  });
});
