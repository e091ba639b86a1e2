import { InferenceSession, Tensor } from 'onnxruntime-node';
import { requireNames } from './graph-names.ts';
import type { LogMel } from './log-mel.ts';
import type { ModelTraits } from './model-traits.ts';

/** The encoder gives one state for two frames of features: 20 ms. */
export const SAMPLES_PER_STATE = 320;

/** How many states hold a sound of so many samples. */
export function soundStatesOf(sampleCount: number): number {
  return Math.ceil(sampleCount / SAMPLES_PER_STATE);
}

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
  /** Some exports take the whole window only. */
  readonly #fixedFrames: number | undefined;

  private constructor(session: InferenceSession, traits: ModelTraits) {
    this.#session = session;
    this.#traits = traits;
    const [mel] = session.inputMetadata;
    const length = mel?.isTensor ? mel.shape[2] : undefined;
    if (typeof length === 'number') this.#fixedFrames = length;
  }

  static async load(
    file: string,
    traits: ModelTraits,
    options: InferenceSession.SessionOptions,
  ): Promise<EncoderNetwork> {
    const session = await InferenceSession.create(file, options);
    requireNames(session, { inputs: ['mel'], outputs: ['n_layer_cross_k', 'n_layer_cross_v'] }, 'encoder');
    return new EncoderNetwork(session, traits);
  }

  /** Encodes the first `sampleCount` samples with as many samples of silence behind, up to the model's whole window. */
  async encode(features: LogMel, sampleCount: number, silenceSamples: number): Promise<EncodedSound> {
    const { windowFrames, bands } = this.#traits;
    const wanted = 2 * Math.ceil((sampleCount + silenceSamples) / SAMPLES_PER_STATE);
    const frames = this.#fixedFrames ?? Math.min(windowFrames, wanted);
    const mel = new Tensor('float32', features.window(sampleCount, frames), [1, bands, frames]);
    const { n_layer_cross_k: keys, n_layer_cross_v: values } = await this.#session.run({ mel });
    if (!keys || !values) throw new Error('The encoder gave no states.');
    return { keys, values, states: frames / 2 };
  }
}
