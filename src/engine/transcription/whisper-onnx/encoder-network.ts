import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { LogMel } from './log-mel.ts';
import type { ModelTraits } from './model-traits.ts';

/** The encoder gives one state for two frames of features: 20 ms. */
export const SAMPLES_PER_STATE = 320;

/** A sound as the decoder listens to it. */
export interface EncodedSound {
  readonly keys: Tensor;
  readonly values: Tensor;
  /** Number of states, each of 20 ms, silence included. */
  readonly states: number;
}

/** The encoder of a Whisper model in ONNX. */
export class EncoderNetwork {
  readonly #session: InferenceSession;
  readonly #traits: ModelTraits;

  private constructor(session: InferenceSession, traits: ModelTraits) {
    this.#session = session;
    this.#traits = traits;
  }

  static async load(
    file: string,
    traits: ModelTraits,
    options: InferenceSession.SessionOptions,
  ): Promise<EncoderNetwork> {
    return new EncoderNetwork(await InferenceSession.create(file, options), traits);
  }

  /** Encodes the first `sampleCount` samples with as many samples of silence behind, up to the model's whole window. */
  async encode(features: LogMel, sampleCount: number, silenceSamples: number): Promise<EncodedSound> {
    const { windowFrames, bands } = this.#traits;
    const wanted = 2 * Math.ceil((sampleCount + silenceSamples) / SAMPLES_PER_STATE);
    const frames = Math.min(windowFrames, wanted);
    const mel = new Tensor('float32', features.window(sampleCount, frames), [1, bands, frames]);
    const { n_layer_cross_k: keys, n_layer_cross_v: values } = await this.#session.run({ mel });
    if (!keys || !values) throw new Error('The encoder gave no states.');
    return { keys: keys, values: values, states: frames / 2 };
  }
}

/**
 * The first `states` states of a sound, and plain silence up to the length of `silence`: to the decoder it looks like a
 * whole window, which it was trained on, at the price of a short one.
 */
export function followedBySilence(sound: EncodedSound, states: number, silence: EncodedSound): EncodedSound {
  const join = (from: Tensor, silent: Tensor): Tensor => {
    const [layers = 0, , , width = 0] = from.dims;
    const joined = new Float32Array(layers * silence.states * width);
    for (let layer = 0; layer < layers; layer += 1) {
      const start = layer * silence.states * width;
      joined.set((silent.data as Float32Array).subarray(start, start + silence.states * width), start);
      const soundStart = layer * sound.states * width;
      joined.set((from.data as Float32Array).subarray(soundStart, soundStart + states * width), start);
    }
    return new Tensor('float32', joined, [layers, 1, silence.states, width]);
  };
  return {
    keys: join(sound.keys, silence.keys),
    values: join(sound.values, silence.values),
    states: silence.states,
  };
}
