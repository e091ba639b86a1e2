import { Downsampler } from './downsampler.ts';
import { FrameCutter } from './frame-cutter.ts';

/** What the browser gives to audio worklets; its own types are those of pages. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** The browser calls a worklet for this many samples at a time. */
const BLOCK_SAMPLES = 128;

/** Runs on the browser's audio thread: sound in, frames of 16 kHz out, by its port. */
class FrameProcessor extends AudioWorkletProcessor {
  readonly #downsampler = new Downsampler(sampleRate);
  readonly #cutter = new FrameCutter();
  readonly #silence = new Float32Array(BLOCK_SAMPLES);

  /** Called by the browser. A source that has ended has no channels: that is silence. */
  process(inputs: readonly (readonly Float32Array[])[]): boolean {
    const samples = this.#downsampler.push(inputs[0]?.[0] ?? this.#silence);
    for (const frame of this.#cutter.push(samples, Date.now())) this.port.postMessage(frame, [frame.samples.buffer]);
    return true;
  }
}

registerProcessor('overlingo-frames', FrameProcessor);
