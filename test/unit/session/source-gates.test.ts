import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AudioFrame } from '../../../src/engine/audio/audio-frame.ts';
import type { CaptureSource } from '../../../src/engine/pipeline/capture-source.ts';
import { isHeard } from '../../../src/session/obs/scenes.ts';
import { SourceGates } from '../../../src/session/source-gates.ts';
import { frameAt } from '../../support/frames.ts';

const FRAME_MS = 32;
const INPUTS = ['mic', 'loopback', 'browser'];
const SCENES = ['Game', 'Talk', 'Break', 'Another'];

const settings = fc.dictionary(
  fc.constantFrom('Game', 'Talk', 'Break'),
  fc.record({ inputs: fc.subarray(INPUTS) }, { requiredKeys: [] }),
);
const walk = fc.array(
  fc.record({
    scene: fc.option(fc.constantFrom(...SCENES), { nil: undefined }),
    lastsMs: fc.integer({ min: 1, max: 1500 }),
  }),
  { minLength: 1, maxLength: 30 },
);

/** Frames that are captured one after the other, as somebody gets to them at once. */
function talk(frames: readonly AudioFrame[]): CaptureSource {
  return {
    name: 'talk',
    live: true,
    async *frames() {
      await Promise.resolve();
      yield* frames;
    },
  };
}

it('lets nothing through that was said into an input while a scene left it out', async () => {
  await fc.assert(
    fc.asyncProperty(settings, walk, fc.integer({ min: 0, max: 300 }), async (scenes, turns, delayMs) => {
      let scene: string | undefined;
      const gates = new SourceGates((names) => isHeard(scenes, scene, names));
      const lengthMs = turns.reduce((sum, { lastsMs }) => sum + lastsMs, 0);
      const made = Array.from({ length: Math.floor(lengthMs / FRAME_MS) }, (_, index) => (index + 1) * FRAME_MS);
      const frames = made.map((madeMs, index) => ({ ...frameAt(index, 0.5), capturedAtMs: madeMs + delayMs }));
      const sources = INPUTS.map((id) => gates.add({ id, capture: talk(frames), language: 'en' }, [id]).source);
      const spans: { scene: string | undefined; fromMs: number; toMs: number }[] = [];
      let nowMs = 0;
      for (const turn of turns) {
        scene = turn.scene;
        gates.update(nowMs);
        spans.push({ scene, fromMs: nowMs, toMs: nowMs + turn.lastsMs });
        nowMs += turn.lastsMs;
      }
      for (const { id, capture } of sources) {
        let index = 0;
        for await (const { samples } of capture.frames(new AbortController().signal)) {
          const madeMs = made[index++] ?? 0;
          const wasLeftOut = spans.some(
            (span) => madeMs > span.fromMs && madeMs - FRAME_MS < span.toMs && !isHeard(scenes, span.scene, [id]),
          );
          if (wasLeftOut) expect(samples.some((sample) => sample !== 0)).toBe(false);
        }
        expect(index).toBe(made.length);
      }
    }),
  );
});
