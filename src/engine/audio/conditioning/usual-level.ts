import type { CaptureSource } from '../../pipeline/capture-source.ts';
import { rootMeanSquare, type AudioFrame } from '../audio-frame.ts';
import { fromDecibels, toDecibels } from './decibels.ts';
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
/** Only samples that are no whole numbers can be louder than full scale, and speech is 15 dB below its peaks. */
const FULL_SCALE = 1;
/** What a recording may have that is brought to a usual level: 100 dB above full scale. */
export const MOST_AMPLITUDE = fromDecibels(100);

/**
 * A recording in which even the loudest is very quiet, as recorders with 32-bit floats leave it, or in which speech is
 * louder than full scale, at a usual level. All others pass as they are. For sound that can be read faster than it is
 * heard: it is read ten seconds ahead.
 * @param onTooLoud told once of speech above full scale, by how many decibels that is found.
 */
export function atUsualLevel(capture: CaptureSource, onTooLoud: (overDb: number) => void): CaptureSource {
  return { ...capture, frames: (signal) => levelled(capture.frames(signal), onTooLoud) };
}

async function* levelled(
  frames: AsyncIterable<AudioFrame>,
  onTooLoud: (overDb: number) => void,
): AsyncGenerator<AudioFrame, void, undefined> {
  const lift = new UsualLevel(onTooLoud);
  const ahead: AudioFrame[] = [];
  for await (const frame of frames) {
    lift.hear(frame);
    ahead.push(frame);
    const next = ahead.length > AHEAD_FRAMES ? ahead.shift() : undefined;
    if (next !== undefined) yield lift.process(next);
  }
  for (const frame of ahead) yield lift.process(frame);
}

/** Single peaks are cut off. */
function withinFullScale(frame: AudioFrame): AudioFrame {
  if (frame.samples.every((sample) => Math.abs(sample) <= FULL_SCALE)) return frame;
  return { ...frame, samples: frame.samples.map((sample) => Math.max(-FULL_SCALE, Math.min(FULL_SCALE, sample))) };
}

/** The gain never rises once something has been loud, so that nothing that was heard well becomes noise. */
class UsualLevel {
  readonly #limiter = new SoftLimiter();
  readonly #onTooLoud: (overDb: number) => void;
  #toldTooLoud = false;
  /** Levels of the loudest frames up to now, the quietest of them first. */
  #loudest: number[] = [];
  /** Of the frame before; none before the first, which needs no slope. */
  #gain: number | undefined;

  constructor(onTooLoud: (overDb: number) => void) {
    this.#onTooLoud = onTooLoud;
  }

  hear({ samples }: AudioFrame): void {
    const level = rootMeanSquare(samples);
    if (this.#loudest.length === LOUD_FRAMES && level <= (this.#loudest[0] ?? 0)) return;
    this.#loudest = [...this.#loudest, level].sort((a, b) => a - b).slice(-LOUD_FRAMES);
  }

  process(frame: AudioFrame): AudioFrame {
    const to = this.#wanted();
    const from = this.#gain ?? to;
    this.#gain = to;
    if (from === 1 && to === 1) return withinFullScale(frame);
    const slope = (to - from) / frame.samples.length;
    const samples = frame.samples.map((sample, index) => sample * (from + slope * (index + 1)));
    this.#limiter.process(samples);
    return { ...frame, samples };
  }

  #wanted(): number {
    const level = this.#loudest[0] ?? 0;
    if (level > FULL_SCALE) return this.#lowered(level);
    return level < LIFT_BELOW && level > SILENCE ? Math.min(MOST_GAIN, TARGET / level) : 1;
  }

  #lowered(level: number): number {
    if (!this.#toldTooLoud) this.#onTooLoud(toDecibels(level));
    this.#toldTooLoud = true;
    return TARGET / level;
  }
}
