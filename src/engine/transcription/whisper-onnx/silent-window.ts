import { Tensor } from 'onnxruntime-node';
import type { EncodedSound } from './encoder-network.ts';

/**
 * A window of plain silence, into whose beginning sounds are laid one after the other. To the decoder it looks like a
 * whole window, which it was trained on, at the price of a short one. There is one window, since it is large (37 MB for
 * Whisper base): each sound overwrites the one before.
 */
export class SilentWindow {
  /** A whole window without a sound. */
  readonly #silence: EncodedSound;
  readonly #window: EncodedSound;
  /** States at the beginning that hold the last sound. */
  #used = 0;

  /** @param silence as the encoder gives it for a window without a sound. */
  constructor(silence: EncodedSound) {
    this.#silence = silence;
    const copy = ({ data, dims }: Tensor): Tensor => new Tensor('float32', (data as Float32Array).slice(), dims);
    this.#window = { keys: copy(silence.keys), values: copy(silence.values), states: silence.states };
  }

  /** Number of states of 20 ms. */
  get states(): number {
    return this.#silence.states;
  }

  /** The first `states` states of a sound and silence up to the end of the window. Valid until the next call. */
  with(sound: EncodedSound, states: number): EncodedSound {
    const kept = Math.min(states, sound.states, this.states);
    for (const part of ['keys', 'values'] as const) {
      copyStates(sound[part], this.#window[part], 0, kept);
      copyStates(this.#silence[part], this.#window[part], kept, this.#used);
    }
    this.#used = kept;
    return this.#window;
  }
}

/** The states from `start` to `end` of every layer. */
function copyStates(from: Tensor, to: Tensor, start: number, end: number): void {
  if (end <= start) return;
  const [layers = 0, , fromStates = 0, width = 0] = from.dims;
  const toStates = to.dims[2] ?? 0;
  const source = from.data as Float32Array;
  const target = to.data as Float32Array;
  for (let layer = 0; layer < layers; layer += 1) {
    const first = (layer * fromStates + start) * width;
    target.set(source.subarray(first, first + (end - start) * width), (layer * toStates + start) * width);
  }
}
