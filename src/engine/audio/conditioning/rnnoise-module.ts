import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** RNNoise works on frames of 10 ms at 48 kHz, with the values of 16-bit samples. */
export const RNNOISE_FRAME_SAMPLES = 480;
const FULL_SCALE = 32_768;

/** The part of `@jitsi/rnnoise-wasm` that is used here. */
interface RnnoiseModule {
  readonly ready: Promise<unknown>;
  /** Replaced when the memory grows. */
  readonly HEAPF32: Float32Array;
  _malloc(bytes: number): number;
  _free(address: number): void;
  _rnnoise_create(): number;
  _rnnoise_destroy(state: number): void;
  _rnnoise_process_frame(state: number, output: number, input: number): number;
}

/** One run of RNNoise over one source. Call `close` when done. */
export class Rnnoise {
  readonly #module: RnnoiseModule;
  readonly #state: number;
  readonly #buffer: number;

  private constructor(module: RnnoiseModule) {
    this.#module = module;
    this.#state = module._rnnoise_create();
    this.#buffer = module._malloc(RNNOISE_FRAME_SAMPLES * Float32Array.BYTES_PER_ELEMENT);
  }

  /** Compiles the library at the first call, which takes some 50 ms. */
  static async create(): Promise<Rnnoise> {
    return new Rnnoise(await (loading ??= load()));
  }

  /** Takes the noise out of `RNNOISE_FRAME_SAMPLES` samples at 48 kHz, in place. */
  process(samples: Float32Array): void {
    const { HEAPF32 } = this.#module;
    const start = this.#buffer / Float32Array.BYTES_PER_ELEMENT;
    for (let index = 0; index < samples.length; index += 1) {
      HEAPF32[start + index] = (samples[index] ?? 0) * FULL_SCALE;
    }
    this.#module._rnnoise_process_frame(this.#state, this.#buffer, this.#buffer);
    for (let index = 0; index < samples.length; index += 1) {
      samples[index] = (HEAPF32[start + index] ?? 0) / FULL_SCALE;
    }
  }

  close(): void {
    this.#module._free(this.#buffer);
    this.#module._rnnoise_destroy(this.#state);
  }
}

let loading: Promise<RnnoiseModule> | undefined;

/**
 * The package is written for bundlers: an ES module that its package.json does not declare as one, so Node takes the
 * file for CommonJS and cannot import it by its name. As a data URL it is what it says.
 */
async function load(): Promise<RnnoiseModule> {
  const require = createRequire(import.meta.url);
  const file = require.resolve('@jitsi/rnnoise-wasm/dist/rnnoise-sync.js');
  const url = `data:text/javascript;base64,${(await readFile(file)).toString('base64')}`;
  const { default: create } = (await import(url)) as { default: () => RnnoiseModule };
  const module = create();
  await module.ready;
  return module;
}
