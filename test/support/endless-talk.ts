import { FRAME_SAMPLES } from '../../src/engine/audio/audio-frame.ts';
import type { CaptureSource } from '../../src/engine/pipeline/capture-source.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import { heldOutClips } from './clips.ts';
import { frameAt } from './frames.ts';
import { withGaps } from './samples-capture.ts';

/** Somebody who says a few clips again and again, as a microphone hears it. @param gapMs silence behind each of them. */
export function endlessTalk(clips: number, gapMs: number): CaptureSource {
  const sound = withGaps(
    heldOutClips(clips).map(({ samples }) => samples),
    gapMs,
  );
  const count = Math.floor(sound.length / FRAME_SAMPLES);
  return {
    name: 'talk',
    live: true,
    async *frames(signal) {
      const beginMs = systemClock.nowMs();
      for (let index = 0; !signal.aborted; index += 1) {
        const at = (index % count) * FRAME_SAMPLES;
        const frame = { ...frameAt(index), samples: sound.slice(at, at + FRAME_SAMPLES) };
        await systemClock.sleep(beginMs + frame.capturedAtMs - systemClock.nowMs(), signal);
        yield { ...frame, capturedAtMs: beginMs + frame.capturedAtMs };
      }
    },
  };
}
