import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, rootMeanSquare, type AudioFrame } from '../../../../../src/engine/audio/audio-frame.ts';
import { fromDecibels, toDecibels } from '../../../../../src/engine/audio/conditioning/decibels.ts';
import { atUsualLevel } from '../../../../../src/engine/audio/conditioning/usual-level.ts';
import { collect } from '../../../../support/audio/audio-support.ts';
import { expectAll } from '../../../../support/expect-all.ts';

/** Frames of a tone, each with a level of its own in dB. */
function framesOf(levels: readonly number[]): AudioFrame[] {
  return levels.map((level, index) => {
    const amplitude = fromDecibels(level) * Math.SQRT2;
    const samples = Float32Array.from({ length: FRAME_SAMPLES }, (_, at) => amplitude * Math.sin((at * Math.PI) / 16));
    return { samples, startSample: index * FRAME_SAMPLES, capturedAtMs: index };
  });
}

async function lift(
  levels: readonly number[],
): Promise<{ before: AudioFrame[]; after: AudioFrame[]; levels: number[]; tooLoud: number[] }> {
  const before = framesOf(levels);
  async function* frames(): AsyncGenerator<AudioFrame> {
    for (const frame of before) yield await Promise.resolve(frame);
  }
  const tooLoud: number[] = [];
  const capture = atUsualLevel({ name: 'file', live: false, frames }, (overDb) => tooLoud.push(overDb));
  const after = await collect(capture.frames(new AbortController().signal));
  return { before, after, tooLoud, levels: after.map(({ samples }) => toDecibels(rootMeanSquare(samples))) };
}

/** Speech and pauses for `seconds`, the speech at `level`. */
const speech = (level: number, seconds = 4): number[] =>
  Array.from({ length: seconds * 31 }, (_, index) => (index % 31 < 20 ? level : level - 30));

describe('a recording at a usual level', () => {
  it.each([-39, -25, -10, -4, -Infinity, -95])('leaves a recording alone whose speech has %i dB', async (level) => {
    const { before, after, tooLoud } = await lift(speech(level));
    expect(after).toEqual(before);
    expect(tooLoud).toEqual([]);
  });

  it.each([-41, -50, -60])('brings speech of %i dB to a usual level, from its first word', async (level) => {
    const { before, after, levels } = await lift(speech(level));
    expect(levels.slice(1, 20)).toEqual(levels.slice(1, 20).map(() => expect.closeTo(-22, 0) as number));
    expect(after.map(({ startSample }) => startSample)).toEqual(before.map(({ startSample }) => startSample));
  });

  it.each([2, 20, 40])(
    'lowers speech of %i dB to that level, from its first word, and tells it once',
    async (level) => {
      const { levels, after, tooLoud } = await lift(speech(level));
      expect(levels.slice(1, 20)).toEqual(levels.slice(1, 20).map(() => expect.closeTo(-22, 0) as number));
      expectAll(after.slice(1), ({ samples }) => samples.every((sample) => Math.abs(sample) < 1));
      expect(tooLoud).toEqual([expect.closeTo(level, 3)]);
    },
  );

  it('lowers nothing for a click above full scale', async () => {
    const { levels, tooLoud } = await lift([30, 30, ...speech(-25)]);
    expect(levels[10]).toBeCloseTo(-25, 0);
    expect(tooLoud).toEqual([]);
  });

  it('is not misled by a click, and raises no sound by more than 40 dB', async () => {
    const { levels } = await lift([-5, -5, ...speech(-50)]);
    expect(levels[10]).toBeCloseTo(-22, 0);
    expect((await lift(speech(-80))).levels[10]).toBeCloseTo(-40, 0);
  });

  it('raises nothing more once something was loud, and lowers what is before it in time', async () => {
    const { levels } = await lift([...speech(-50, 20), ...speech(-20), ...speech(-50)]);
    expect(levels[31]).toBeCloseTo(-22, 0);
    expect(levels[20 * 31 - 20]).toBeCloseTo(-50, 0);
    expect(levels.slice(20 * 31)).toEqual(
      [...speech(-20), ...speech(-50)].map((level) => expect.closeTo(level, 1) as number),
    );
  });
});
