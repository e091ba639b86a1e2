import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  captureProblem,
  NoAudioTrackError,
  pageProblem,
} from '../../../../../src/overlay/pages/microphone/capture-problem.ts';
import { Downsampler } from '../../../../../src/overlay/pages/microphone/downsampler.ts';
import { FrameCutter, type CapturedFrame } from '../../../../../src/overlay/pages/microphone/frame-cutter.ts';
import { LevelWatch, meterPosition } from '../../../../../src/overlay/pages/microphone/level-watch.ts';
import { OutgoingFrames } from '../../../../../src/overlay/pages/microphone/outgoing-frames.ts';

/** A sine wave of half the full scale, given to the downsampler in the blocks of an audio worklet. */
function downsampledTone(inputRate: number, hz: number, blockSamples = 128): number[] {
  const downsampler = new Downsampler(inputRate);
  const output: number[] = [];
  for (let start = 0; start < inputRate; start += blockSamples) {
    const block = Float32Array.from(
      { length: blockSamples },
      (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * (start + index)) / inputRate),
    );
    output.push(...downsampler.push(block));
  }
  return output;
}

/** Loudness in decibels against the tone that went in, in the middle of the output. */
function gainDb(samples: readonly number[]): number {
  const middle = samples.slice(4000, 12_000);
  const power = middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length;
  return 10 * Math.log10(power / 0.125);
}

describe('the downsampler', () => {
  it.each([44_100, 48_000, 96_000, 22_050, 32_000])('keeps speech and lets nothing alias, from %i Hz', (rate) => {
    for (const hz of [100, 1000, 4000, 6500]) expect(Math.abs(gainDb(downsampledTone(rate, hz)))).toBeLessThan(0.1);
    for (const hz of [8500, 9500].filter((tone) => tone < rate / 2)) {
      expect(gainDb(downsampledTone(rate, hz))).toBeLessThan(-75);
    }
  });

  it('raises the rate of a headset with 8 kHz', () => {
    expect(Math.abs(gainDb(downsampledTone(8000, 1000)))).toBeLessThan(0.1);
  });

  it('leaves sound of the right rate as it is', () => {
    const sound = Float32Array.from({ length: 1000 }, (_, index) => Math.sin(index));
    expect(new Downsampler(16_000).push(sound)).toEqual(sound);
  });

  it.each([44_100, 48_000])('gives 16,000 samples for each second, however it is cut, from %i Hz', (rate) => {
    const whole = downsampledTone(rate, 440, rate);
    expect(Math.abs(whole.length - 16_000)).toBeLessThan(40);
    const inBlocks = downsampledTone(rate, 440, 441);
    expect(inBlocks.slice(0, 15_000)).toEqual(whole.slice(0, 15_000));
  });
});

const EPOCH_MS = 1_750_000_000_000;

/** Pushes sound of one second in blocks of 8 ms, starting at this time. */
function secondOfSound(cutter: FrameCutter, startMs: number): CapturedFrame[] {
  return Array.from({ length: 125 }, (_, block) =>
    cutter.push(new Float32Array(128).fill(0.25), startMs + (block + 1) * 8),
  ).flat();
}

const numbersOf = (frames: readonly CapturedFrame[]): number[] => frames.map(({ frame }) => frame);

describe('the frame cutter', () => {
  it('numbers frames by the clock of the device, without a gap', () => {
    const frames = secondOfSound(new FrameCutter(), EPOCH_MS);
    expect(frames).toHaveLength(31);
    expect(numbersOf(frames)).toEqual(frames.map((_, index) => Math.floor(EPOCH_MS / 32) + index));
    expect(frames[0]).toMatchObject({ peak: 0.25 });
    expect(new Set(frames.flatMap(({ samples }) => [...samples]))).toEqual(new Set([8192]));
  });

  it('leaves a gap where the browser was stopped', () => {
    const cutter = new FrameCutter();
    const before = secondOfSound(cutter, EPOCH_MS);
    const after = secondOfSound(cutter, EPOCH_MS + 11_000);
    const gap = (numbersOf(after)[0] ?? 0) - (numbersOf(before).at(-1) ?? 0);
    expect(Math.abs(gap * 32 - 10_000)).toBeLessThan(64);
  });

  it('leaves none where the audio thread was a little late, or the clock was set back', () => {
    const cutter = new FrameCutter();
    const frames = [0, 400, -3_600_000].flatMap((lateMs, second) =>
      secondOfSound(cutter, EPOCH_MS + second * 1000 + lateMs),
    );
    const numbers = numbersOf(frames);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  });

  it('clips what is louder than full scale', () => {
    const [frame] = new FrameCutter().push(new Float32Array(512).fill(1.5).fill(-1.5, 256), EPOCH_MS);
    expect([frame?.samples[0], frame?.samples[511], frame?.peak]).toEqual([32_767, -32_768, 1]);
  });
});

function frameAt(frame: number): CapturedFrame {
  return { frame, samples: new Int16Array(512), peak: 0 };
}

describe('frames on their way', () => {
  it('are sent once, at most 64 of them without a word of the engine', () => {
    const outgoing = new OutgoingFrames();
    for (let frame = 0; frame < 100; frame += 1) outgoing.push(frameAt(frame));
    expect(numbersOf(outgoing.takeDue())).toEqual(Array.from({ length: 64 }, (_, frame) => frame));
    expect(outgoing.takeDue()).toEqual([]);
    outgoing.confirm(7);
    expect(numbersOf(outgoing.takeDue())).toEqual([64, 65, 66, 67, 68, 69, 70, 71]);
  });

  it('are sent again after an interruption, without those that had arrived', () => {
    const outgoing = new OutgoingFrames();
    for (let frame = 0; frame < 10; frame += 1) outgoing.push(frameAt(frame));
    outgoing.takeDue();
    outgoing.rewind();
    outgoing.confirm(4);
    expect(numbersOf(outgoing.takeDue())).toEqual([5, 6, 7, 8, 9]);
  });

  it('are kept for 5 s without a connection; what is older is dropped and counted', () => {
    const outgoing = new OutgoingFrames();
    for (let frame = 0; frame < 300; frame += 1) outgoing.push(frameAt(frame));
    expect(outgoing.droppedMs).toBe((300 - 156) * 32);
    expect(outgoing.waitingMs).toBe(156 * 32);
    expect(outgoing.takeDue()[0]?.frame).toBe(144);
  });

  it('reach the engine once and in order whatever happens, except those that are counted as dropped', () => {
    const step = fc.constantFrom('capture', 'capture', 'capture', 'send', 'arrive', 'confirm', 'break');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const outgoing = new OutgoingFrames();
        let captured = 0;
        let onTheWay: number[] = [];
        const heard: number[] = [];
        for (const what of [
          ...steps,
          'break',
          'send',
          'arrive',
          'confirm',
          'send',
          'arrive',
          'confirm',
          'send',
          'arrive',
        ]) {
          if (what === 'capture') outgoing.push(frameAt(captured++));
          if (what === 'send') onTheWay.push(...numbersOf(outgoing.takeDue()));
          if (what === 'arrive') heard.push(...onTheWay.splice(0).filter((frame) => frame > (heard.at(-1) ?? -1)));
          if (what === 'confirm' && heard.length > 0) outgoing.confirm(heard.at(-1) ?? -1);
          if (what === 'break') {
            onTheWay = [];
            outgoing.rewind();
          }
        }
        expect(heard).toEqual([...new Set(heard)].sort((one, other) => one - other));
        expect(captured - heard.length).toBeLessThanOrEqual(outgoing.droppedMs / 32);
      }),
    );
  });
});

describe('the level', () => {
  it('is shown evenly in decibels', () => {
    expect([0, 0.001, 0.0316, 1].map((peak) => Math.round(meterPosition(peak) * 100))).toEqual([0, 0, 50, 100]);
  });

  it('is told to be nothing after 5 s without the faintest noise, and not before', () => {
    const watch = new LevelWatch();
    const told = Array.from({ length: 200 }, () => watch.next(0)).indexOf('no-sound');
    expect(told).toBe(156);
    expect(watch.next(0.01)).toBeUndefined();
  });

  it('is told to be too loud where it clips again and again, and not where it does once', () => {
    const watch = new LevelWatch();
    expect(watch.next(1)).toBeUndefined();
    for (let frame = 0; frame < 100; frame += 1) expect(watch.next(0.3)).toBeUndefined();
    expect([1, 1, 1, 1].map((peak) => watch.next(peak)).at(-1)).toBe('too-loud');
  });
});

describe('problems', () => {
  const named = (name: string): Error => Object.assign(new Error('x'), { name });

  it.each([
    [named('NotAllowedError'), 'microphone', 'permission-denied'],
    [named('NotAllowedError'), 'tab', 'sharing-cancelled'],
    [named('NotFoundError'), 'microphone', 'no-microphone'],
    [named('NotReadableError'), 'microphone', 'microphone-busy'],
    [new NoAudioTrackError(), 'tab', 'no-audio-track'],
    [named('Other'), 'system', 'unknown'],
    [undefined, 'microphone', 'unknown'],
  ] as const)('are told in words', (error, kind, code) => {
    const problem = captureProblem(error, kind);
    expect(problem.code).toBe(code);
    expect(problem.title.length).toBeGreaterThan(10);
  });

  it('of a page that is neither https nor local come with ways out', () => {
    expect(pageProblem(true, 'https://x')).toBeUndefined();
    const problem = pageProblem(false, 'http://192.168.1.5:7475');
    expect(problem?.steps?.join(' ')).toContain('enter http://192.168.1.5:7475');
  });
});
