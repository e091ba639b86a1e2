import path from 'node:path';
import { vi } from 'vitest';
import { FRAME_SAMPLES, rootMeanSquare, samplesToMs } from '../../../src/engine/audio/audio-frame.ts';
import type { CaptureSource } from '../../../src/engine/pipeline/capture-source.ts';
import type { AudioBackend } from '../../../src/engine/audio/devices/audio-backend.ts';
import type { BuiltInBackend } from '../../../src/engine/audio/devices/built-in-backends.ts';
import { createBackends } from '../../../src/engine/audio/devices/create-backends.ts';
import { createDeviceCapture } from '../../../src/engine/audio/devices/device-capture.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import type { VirtualAudio } from '../virtual-audio.ts';
import { DEVICES } from '../virtual-audio-config.ts';

/** Below this, a frame is the silence of a gap: the tone is a hundred times as loud. */
const SILENT_RMS = 0.001;

/** The built child program, as users run it. */
export const childEntry = path.join(import.meta.dirname, '../../../dist/audio-child.js');

/** Name of the microphone with the tone, by backend. */
export const TONE_NAMES: Record<BuiltInBackend, string> = {
  pulse: DEVICES.tone.description,
  naudiodon: DEVICES.tone.name,
  decibri: 'VA Tone',
};

/** The process that reads the device; others, that list or watch devices, are younger. */
export function captureProcess(audio: VirtualAudio, backend: BuiltInBackend): number {
  return Math.min(...audio.clients(backend === 'pulse' ? 'parec' : 'audio-child'));
}

/** All backends, as they see the virtual sound card. */
export function virtualBackends(audio: VirtualAudio): AudioBackend[] {
  return createBackends({ clock: systemClock, childEntry, environment: audio.env });
}

/** Listens to a device of the virtual sound card. */
export function listen(
  audio: VirtualAudio,
  wanted: Parameters<typeof createDeviceCapture>[0]['wanted'],
  backend: BuiltInBackend = 'pulse',
): CaptureRun {
  const notices: StatusNotice[] = [];
  const onNotice = (notice: StatusNotice): number => notices.push(notice);
  const backends = virtualBackends(audio);
  return new CaptureRun(createDeviceCapture({ backends, backend, wanted, clock: systemClock, onNotice }), notices);
}

/** Listens to a source in the background. */
export class CaptureRun implements AsyncDisposable {
  readonly notices: StatusNotice[];
  /** Root mean square of each frame. */
  readonly levels: number[] = [];
  /** When each frame was captured. */
  readonly stampsMs: number[] = [];
  /** Resolves when the source ends; rejects where it throws. */
  readonly ended: Promise<void>;
  readonly #abort = new AbortController();

  constructor(source: CaptureSource, notices: StatusNotice[] = []) {
    this.notices = notices;
    this.ended = this.#listen(source);
    this.ended.catch(() => undefined);
  }

  /** Length of all sound so far, in milliseconds of media time. */
  get mediaMs(): number {
    return samplesToMs(this.levels.length * FRAME_SAMPLES);
  }

  /** Length of the gaps, in milliseconds of media time. */
  get silentMs(): number {
    return samplesToMs(this.levels.filter((level) => level < SILENT_RMS).length * FRAME_SAMPLES);
  }

  /** Codes of the notices so far. */
  get codes(): string[] {
    return this.notices.map(({ code }) => code);
  }

  /** Waits until the last `count` frames carry sound. */
  async hearing(count = 20): Promise<void> {
    const before = this.levels.length;
    await vi.waitFor(
      () => {
        const newest = this.levels.slice(before).slice(-count);
        if (newest.length < count || newest.some((level) => level < SILENT_RMS)) throw new Error('no steady sound');
      },
      { timeout: 10_000, interval: 20 },
    );
  }

  async told(code: string): Promise<void> {
    await vi.waitFor(
      () => {
        if (!this.codes.includes(code)) throw new Error(`not told: ${code}; told: ${this.codes.join(', ')}`);
      },
      { timeout: 10_000, interval: 20 },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.ended.catch(() => undefined);
  }

  async #listen(source: CaptureSource): Promise<void> {
    for await (const { samples, capturedAtMs } of source.frames(this.#abort.signal)) {
      this.levels.push(rootMeanSquare(samples));
      this.stampsMs.push(capturedAtMs);
    }
  }
}
