import type { CaptureSource } from '../../src/engine/pipeline/capture-source.ts';
import { samplesToMs } from '../../src/engine/audio/audio-frame.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { toFrames } from './frames.ts';

/**
 * Samples as a source.
 * @param rate how many times as fast as a microphone; unpaced where absent.
 */
export function samplesCapture(samples: Float32Array, rate?: number): CaptureSource {
  return {
    name: 'samples',
    live: false,
    frames: async function* (signal) {
      const startMs = systemClock.nowMs();
      for (const frame of toFrames(samples)) {
        if (signal.aborted) return;
        const dueMs =
          startMs + samplesToMs(frame.startSample + frame.samples.length) / (rate ?? Number.POSITIVE_INFINITY);
        if (rate !== undefined) await systemClock.sleep(Math.max(0, dueMs - systemClock.nowMs()), signal);
        yield { ...frame, capturedAtMs: systemClock.nowMs() };
      }
    },
  };
}

/** Joins sounds with silence before, between and after them. */
export function withGaps(sounds: readonly Float32Array[], gapMs: number): Float32Array {
  const gap = Math.round(gapMs * 16);
  const all = new Float32Array(sounds.reduce((sum, { length }) => sum + length + gap, gap));
  let offset = gap;
  for (const sound of sounds) {
    all.set(sound, offset);
    offset += sound.length + gap;
  }
  return all;
}
