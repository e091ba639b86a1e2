import { expect, it } from 'vitest';
import { DemoRounds } from '../../../src/cli/demo-rounds.ts';
import type { CaptureSource } from '../../../src/engine/pipeline/capture-source.ts';
import type { SourceConfig } from '../../../src/engine/pipeline/source.ts';
import { ManualClock } from '../../../src/testing/manual-clock.ts';

const CLIP_FRAMES = 3;

/** A clip whose frames are there as soon as somebody wants them, and which waits for `stop` where it is told to. */
function clipOf(clock: ManualClock, waits = false): CaptureSource {
  return {
    name: 'clip',
    live: true,
    async *frames(signal) {
      for (let index = 0; index < CLIP_FRAMES; index += 1) {
        yield { samples: new Float32Array(512), startSample: index * 512, capturedAtMs: clock.nowMs() + 32 };
      }
      if (waits && !signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    },
  };
}

async function frameCount({ capture }: SourceConfig): Promise<number> {
  let count = 0;
  for await (const { samples } of capture.frames(new AbortController().signal)) count += samples.length > 0 ? 1 : 0;
  return count;
}

function openRounds({ waits = false, controls = true } = {}) {
  const clock = new ManualClock();
  const states: string[] = [];
  const sources: string[] = [];
  const stopped: boolean[] = [];
  const failures: unknown[] = [];
  const rounds = new DemoRounds({
    capture: clipOf(clock, waits),
    file: 'clip.wav',
    durationMs: 5000,
    language: 'es',
    controls,
    clock,
    caption: async (source, isStopped) => {
      sources.push(source.id);
      await frameCount(source);
      stopped.push(isStopped());
    },
    onFailed: (error) => failures.push(error),
  });
  rounds.onChange(() => states.push(rounds.status().state));
  return { rounds, clock, states, sources, stopped, failures };
}

it('plays the clip once, and tells where it stands', async () => {
  const { rounds, states, sources, stopped } = openRounds();
  rounds.play();
  await rounds.done;
  expect(states).toEqual(['starting', 'playing', 'ended']);
  expect([sources, stopped]).toEqual([['demo1'], [false]]);
  expect(rounds.status()).toEqual({
    state: 'ended',
    positionMs: 5000,
    durationMs: 5000,
    language: 'es',
    controls: true,
  });
});

it('counts from the moment at which the sound began', async () => {
  const { rounds, clock, states } = openRounds({ waits: true });
  rounds.play();
  await expect.poll(() => states).toEqual(['starting', 'playing']);
  await clock.advance(1200);
  expect(rounds.status().positionMs).toBe(1200);
  rounds.stop();
  await rounds.done;
  expect(rounds.status()).toMatchObject({ state: 'stopped', positionMs: 0 });
});

it('begins anew while it plays, as another source', async () => {
  const { rounds, states, sources, stopped } = openRounds({ waits: true });
  rounds.play();
  await expect.poll(() => states).toEqual(['starting', 'playing']);
  rounds.control('play');
  await expect.poll(() => states).toEqual(['starting', 'playing', 'stopped', 'starting', 'playing']);
  rounds.control('stop');
  await rounds.done;
  expect([sources, stopped]).toEqual([
    ['demo1', 'demo2'],
    [true, true],
  ]);
});

it('obeys no page where it is played once', async () => {
  const { rounds, states } = openRounds({ waits: true, controls: false });
  rounds.play();
  await expect.poll(() => states).toEqual(['starting', 'playing']);
  rounds.control('stop');
  expect(rounds.status().state).toBe('playing');
  rounds.stop();
  await rounds.done;
});
