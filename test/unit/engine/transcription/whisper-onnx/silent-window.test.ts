import fc from 'fast-check';
import { Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { EncodedSound } from '../../../../../src/engine/transcription/whisper-onnx/encoder-network.ts';
import { SilentWindow } from '../../../../../src/engine/transcription/whisper-onnx/silent-window.ts';

const LAYERS = 2;
const WIDTH = 3;
const WINDOW = 20;

/** Every state of every layer has the same value, so that it can be told where a state is from. */
function encoded(states: number, value: number): EncodedSound {
  const filled = (sign: number) =>
    new Tensor('float32', new Float32Array(LAYERS * states * WIDTH).fill(sign * value), [LAYERS, 1, states, WIDTH]);
  return { keys: filled(1), values: filled(-1), states };
}

describe('SilentWindow', () => {
  it('holds the last sound and silence behind it, whatever was laid into it before', () => {
    const sounds = fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 0, max: 30 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(sounds, (laid) => {
        const window = new SilentWindow(encoded(WINDOW, 100));
        for (const [index, [states, kept]] of laid.entries()) {
          const value = index + 1;
          const shown = window.with(encoded(states, value), kept);
          const sounding = Math.min(states, kept, WINDOW);
          const expected = Array.from({ length: LAYERS * WINDOW * WIDTH }, (_, at) =>
            Math.floor(at / WIDTH) % WINDOW < sounding ? value : 100,
          );
          expect([...(shown.keys.data as Float32Array)]).toEqual(expected);
          expect([...(shown.values.data as Float32Array)]).toEqual(expected.map((one) => -one));
          expect(shown.states).toBe(WINDOW);
        }
      }),
    );
  });
});
