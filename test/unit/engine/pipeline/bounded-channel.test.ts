import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';

const never = new AbortController().signal;

async function collect<T>(channel: BoundedChannel<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of channel.read(never)) items.push(item);
  return items;
}

describe('BoundedChannel', () => {
  it('drops the oldest item of a full channel and tells', async () => {
    const dropped: number[] = [];
    const channel = new BoundedChannel<number>({
      capacity: 2,
      whenFull: 'drop-oldest',
      onDrop: (item) => dropped.push(item),
    });
    for (const item of [1, 2, 3, 4]) channel.push(item);
    channel.close();
    expect(await collect(channel)).toEqual([3, 4]);
    expect(dropped).toEqual([1, 2]);
  });

  it('keeps only the newest item of a key, and items without a key always', async () => {
    const channel = new BoundedChannel<string>({
      capacity: 10,
      whenFull: 'refuse',
      conflateKey: (item) => (item.startsWith('final') ? undefined : item[0]),
    });
    for (const item of ['a1', 'final a', 'a2', 'b1', 'a3']) channel.push(item);
    channel.close();
    expect(await collect(channel)).toEqual(['final a', 'b1', 'a3']);
  });

  it('refuses what it may not lose', () => {
    const channel = new BoundedChannel<number>({ capacity: 1, whenFull: 'refuse' });
    channel.push(1);
    expect(() => channel.push(2)).toThrow(EngineError);
  });

  it('gives out what waits before it throws the failure of its producer', async () => {
    const channel = new BoundedChannel<number>({ capacity: 4, whenFull: 'refuse' });
    channel.push(1);
    channel.fail(new Error('source gone'));
    const seen: number[] = [];
    await expect(async () => {
      for await (const item of channel.read(never)) seen.push(item);
    }).rejects.toThrow('source gone');
    expect(seen).toEqual([1]);
  });

  it('ends a waiting reader when the signal aborts', async () => {
    const controller = new AbortController();
    const channel = new BoundedChannel<number>({ capacity: 1, whenFull: 'refuse' });
    const reading = channel.read(controller.signal).next();
    controller.abort();
    expect(await reading).toEqual({ done: true, value: undefined });
  });

  it('never loses an item without telling, whatever is pushed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 5 }), async (items, capacity) => {
        let dropped = 0;
        const channel = new BoundedChannel<number>({ capacity, whenFull: 'drop-oldest', onDrop: () => (dropped += 1) });
        for (const item of items) channel.push(item);
        channel.close();
        const read = await collect(channel);
        expect(read).toEqual(items.slice(-capacity));
        expect(read.length + dropped).toBe(items.length);
      }),
    );
  });
});
