import { EngineError } from '../errors.ts';
import type { Clock } from '../pipeline/clock.ts';
import { samplesToMs, type AudioFrame } from './audio-frame.ts';
import type { UntimedFrame } from './framer.ts';

/** How fast a recording runs: like a microphone, as fast as it is read, or `rate` times as fast as a microphone. */
export type Pace = 'real-time' | 'unpaced' | { readonly rate: number };

interface PacingOptions {
  readonly pace: Pace;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Gives each frame its time, and holds it back until then. Every frame is due at an absolute time: the sound
 * starts when its first frame is there, so waiting a little too long once does not delay the rest. A reader that was
 * slow gets the frames it missed at once, stamped with the times at which a microphone would have captured them.
 */
export async function* paceFrames(
  frames: AsyncIterable<UntimedFrame>,
  { pace, clock, signal }: PacingOptions,
): AsyncGenerator<AudioFrame, void, undefined> {
  const rate = rateOf(pace);
  let startMs: number | undefined;
  for await (const frame of frames) {
    startMs ??= clock.nowMs();
    const mediaMs = samplesToMs(frame.startSample + frame.samples.length);
    const capturedAtMs = rate === undefined ? clock.nowMs() : startMs + mediaMs / rate;
    // Timers may fire early by a fraction of a millisecond: then wait again.
    for (let leftMs = capturedAtMs - clock.nowMs(); leftMs > 0 && !signal.aborted;) {
      await clock.sleep(Math.ceil(leftMs), signal);
      leftMs = capturedAtMs - clock.nowMs();
    }
    if (signal.aborted) return;
    yield { ...frame, capturedAtMs };
  }
}

/** Media time per wall time; undefined where nothing is held back. */
function rateOf(pace: Pace): number | undefined {
  if (pace === 'unpaced') return undefined;
  const rate = pace === 'real-time' ? 1 : pace.rate;
  if (Number.isFinite(rate) && rate > 0) return rate;
  throw new EngineError('usage', `A recording cannot run at ${String(rate)} times its speed.`, {
    hint: 'Give a number above 0, such as 10.',
  });
}
