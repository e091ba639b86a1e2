import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playSound } from '../../../../../src/engine/audio/devices/child/play-sound.ts';
import { LiveTimeline } from '../../../../../src/engine/audio/devices/live-timeline.ts';
import { MixDown } from '../../../../../src/engine/audio/devices/mix-down.ts';
import { bytesOf, PcmChunks } from '../../../../../src/engine/audio/devices/pcm-chunks.ts';
import { parseSinks, parseSources } from '../../../../../src/engine/audio/devices/pulse/pactl-listing.ts';

describe('PcmChunks', () => {
  it('gives the same samples however the bytes are cut, and no NaN', () => {
    const samples = Float32Array.from({ length: 60 }, (_, index) => (index === 7 ? Number.NaN : index / 64));
    const expected = samples.map((sample) => (Number.isNaN(sample) ? 0 : sample));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 30, maxLength: 30 }), (lengths) => {
        const chunks = new PcmChunks({ sampleRate: 48_000, channels: 3 });
        const bytes = bytesOf(samples);
        const heard: number[] = [];
        let start = 0;
        for (const length of [...lengths, bytes.length]) {
          heard.push(...chunks.push(bytes.slice(start, start + length)));
          start += length;
        }
        expect(heard).toEqual([...expected]);
      }),
    );
  });
});

describe('MixDown', () => {
  it('gives the mean of all channels, or one of them', () => {
    const samples = Float32Array.of(0.5, 0.25, -0.5, 0.5);
    const format = { channels: 2, sampleRate: 48_000 };
    expect([...new MixDown(format, 'all').push(samples)]).toEqual([0.375, 0]);
    expect([...new MixDown(format, 2).push(samples)]).toEqual([0.25, 0.5]);
  });
});

describe('LiveTimeline', () => {
  it('keeps media time on the clock over gaps, with stamps that never go back', () => {
    const timeline = new LiveTimeline();
    const frames = [...timeline.push(new Float32Array(1600).fill(1), 1100)];
    frames.push(...timeline.fill(1050), ...timeline.fill(3000), ...timeline.push(new Float32Array(1600).fill(1), 3095));
    expect(frames[0]).toMatchObject({ startSample: 0, capturedAtMs: 1032 });
    const stamps = frames.map(({ capturedAtMs }) => capturedAtMs);
    expect(stamps).toEqual(stamps.toSorted((a, b) => a - b));
    expect(timeline.endMs).toBe(3095);
    expect(frames.length * 32).toBeCloseTo(3095 - 1000, -2);
  });
});

describe('parseSources and parseSinks', () => {
  const defaults = { sink: 'alsa_output.usb', source: 'alsa_input.usb' };

  it('tell microphones from monitors, and keep names of all scripts', () => {
    const text = `Source #1
	State: IDLE
	Name: alsa_output.usb.monitor
	Description: Monitor of Größe 日本
	Sample Specification: s32le 2ch 44100Hz
	Monitor of Sink: alsa_output.usb

Source #2
	State: RUNNING
	Name: alsa_input.usb
	Description: Mikrofon: USB
	Sample Specification: s16le 1ch 48000Hz
	Monitor of Sink: n/a
	Properties:
		device.description = "Name: not this one"`;
    expect(parseSources(text, defaults)).toEqual([
      {
        id: 'alsa_output.usb.monitor',
        name: 'Monitor of Größe 日本',
        backend: 'pulse',
        kind: 'loopback',
        channels: 2,
        sampleRate: 44_100,
        isDefault: true,
      },
      {
        id: 'alsa_input.usb',
        name: 'Mikrofon: USB',
        backend: 'pulse',
        kind: 'input',
        channels: 1,
        sampleRate: 48_000,
        isDefault: true,
      },
    ]);
    expect(parseSinks('', defaults)).toEqual([]);
  });
});

describe('playSound', () => {
  it('plays everything in order, and fills pauses with silence where the library needs it', async () => {
    const sound = new PassThrough();
    const heard: number[] = [];
    let silences = 0;
    const playing = playSound(
      sound,
      {
        needsSilence: true,
        write: async (bytes) => {
          if (bytes.every((byte) => byte === 0)) silences += 1;
          else heard.push(...bytes);
          await new Promise((resolve) => setImmediate(resolve));
        },
        finish: () => Promise.resolve(),
      },
      4,
    );
    sound.write(Uint8Array.of(1, 2, 3, 4, 5, 6));
    await expect.poll(() => heard).toEqual([1, 2, 3, 4, 5, 6]);
    await expect.poll(() => silences).toBeGreaterThan(3);
    sound.end(Uint8Array.of(7, 8, 9, 10, 11));
    await playing;
    expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});
