import { describe, expect, it } from 'vitest';
import { decibriOutput } from '../../../../../../src/engine/audio/devices/child/decibri-output.ts';

/** Opens speakers that take bytes, and give up at the `failing` write of the first of them. */
function speakers(failing: number) {
  const opened: number[][] = [];
  const open = () => {
    const taken: number[] = [];
    const isFirst = opened.length === 0;
    let writes = 0;
    opened.push(taken);
    return {
      writeAsync: (bytes: Uint8Array): Promise<void> => {
        writes += 1;
        if (isFirst && writes === failing) return Promise.reject(new Error('ALSA: buffer underrun'));
        taken.push(...bytes);
        return Promise.resolve();
      },
      drainAsync: () => Promise.resolve(),
      stop: () => undefined,
    };
  };
  return { opened, open };
}

describe('the output of decibri', () => {
  it('plays what waited in a speaker that gave up, and not what it had played', async () => {
    const { opened, open } = speakers(5);
    let nowMs = 0;
    const output = decibriOutput({ open, bytesPerMs: 1, nowMs: () => nowMs });
    for (const value of [1, 2, 3, 4]) await output.write(Uint8Array.of(value, value));
    // Four milliseconds play the first two pieces.
    nowMs = 4;
    await output.write(Uint8Array.of(5, 5));
    expect(opened[1]).toEqual([3, 3, 4, 4, 5, 5]);
  });

  it('plays silence behind the end', async () => {
    const { opened, open } = speakers(0);
    const output = decibriOutput({ open, bytesPerMs: 1, nowMs: () => 0 });
    await output.write(Uint8Array.of(7));
    await output.finish();
    expect(opened[0]).toEqual([7, ...new Array<number>(200).fill(0)]);
  });

  it('plays the end again where the speaker gives up at it', async () => {
    const { opened, open } = speakers(0);
    let drains = 0;
    const giving = () => {
      const speaker = open();
      return {
        ...speaker,
        drainAsync: () => ((drains += 1) === 1 ? Promise.reject(new Error('overrun')) : Promise.resolve()),
      };
    };
    const output = decibriOutput({ open: giving, bytesPerMs: 0.01, nowMs: () => 0 });
    await output.write(Uint8Array.of(7, 8));
    await output.finish();
    expect(opened[1]).toEqual([7, 8, 0, 0]);
  });

  it('fails where the device does', async () => {
    const open = () => ({
      writeAsync: () => Promise.reject(new Error('device not available')),
      drainAsync: () => Promise.resolve(),
      stop: () => undefined,
    });
    const output = decibriOutput({ open, bytesPerMs: 1, nowMs: () => 0 });
    await expect(output.write(Uint8Array.of(1))).rejects.toThrow('device not available');
  });
});
