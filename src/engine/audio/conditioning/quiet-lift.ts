import type { CaptureSource } from '../../pipeline/capture-source.ts';
import { rootMeanSquare, type AudioFrame } from '../audio-frame.ts';
import { fromDecibels } from './decibels.ts';
import { framesIn } from './frames-in.ts';
import { SoftLimiter } from './soft-limiter.ts';

/** So far ahead it is listened, so that the first words are as loud as the others. */
const AHEAD_FRAMES = framesIn(10_000);

/** A third of a second of speech: a click or a bump of the microphone is over sooner, and does not count. */
const LOUD_FRAMES = framesIn(320);

/** RMS of loud frames, as amplitudes. Voice activity hears speech down to about -45 dB by itself. */
const LIFT_BELOW = fromDecibels(-40);
const TARGET = fromDecibels(-22);
/** Below is the noise of converters, in which there is nothing to be heard. */
const SILENCE = fromDecibels(-85);
const MOST_GAIN = fromDecibels(40);

/**
 * A recording in which even the loudest is very quiet, as recorders with 32-bit floats leave it, at a usual level. All others pass as
 * they are. For sound that can be read faster than it is heard: it is read ten seconds ahead.
 */
export function liftQuiet(capture: CaptureSource): CaptureSource {
  return { ...capture, frames: (signal) => lifted(capture.frames(signal)) };
}

async function* lifted(frames: AsyncIterable<AudioFrame>): AsyncGenerator<AudioFrame, void, undefined> {
  const lift = new QuietLift();
  const ahead: AudioFrame[] = [];
  for await (const frame of frames) {
    lift.hear(frame);
    ahead.push(frame);
    const next = ahead.length > AHEAD_FRAMES ? ahead.shift() : undefined;
    if (next !== undefined) yield lift.process(next);
  }
  for (const frame of ahead) yield lift.process(frame);
}

/** The gain never rises once something has been loud, so that nothing that was heard well becomes noise. */
class QuietLift {
  readonly #limiter = new SoftLimiter();
  /** Levels of the loudest frames up to now, the quietest of them first. */
  #loudest: number[] = [];
  #gain = 1;

  hear({ samples }: AudioFrame): void {
    const level = rootMeanSquare(samples);
    if (this.#loudest.length === LOUD_FRAMES && level <= (this.#loudest[0] ?? 0)) return;
    this.#loudest = [...this.#loudest, level].sort((a, b) => a - b).slice(-LOUD_FRAMES);
  }

  process(frame: AudioFrame): AudioFrame {
    const from = this.#gain;
    this.#gain = this.#wanted();
    if (from === 1 && this.#gain === 1) return frame;
    const slope = (this.#gain - from) / frame.samples.length;
    const samples = frame.samples.map((sample, index) => sample * (from + slope * (index + 1)));
    this.#limiter.process(samples);
    return { ...frame, samples };
  }

  #wanted(): number {
    const level = this.#loudest[0] ?? 0;
    return level < LIFT_BELOW && level > SILENCE ? Math.min(MOST_GAIN, TARGET / level) : 1;
  }
}
