import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { FRAME_SAMPLES, SAMPLE_RATE, type AudioFrame } from '../../../../src/engine/audio/audio-frame.ts';
import { SileroDetector } from '../../../../src/engine/speech/silero-detector.ts';
import { demoClip } from '../../../support/clips.ts';
import { toFrames } from '../../../support/frames.ts';

const require = createRequire(import.meta.url);

interface BareVad {
  acceptWaveform(samples: Float32Array): void;
  isDetected(): boolean;
}

/** What the library says by itself, with room for all of the sound. */
function bareFlags(frames: readonly AudioFrame[], threshold: number): boolean[] {
  const { Vad } = require('sherpa-onnx-node') as { Vad: new (config: unknown, seconds: number) => BareVad };
  const model = path.join(path.dirname(require.resolve('decibri')), '..', 'models', 'silero_vad.onnx');
  const shortest = 1 / SAMPLE_RATE;
  const durations = { minSpeechDuration: shortest, minSilenceDuration: shortest, maxSpeechDuration: 120 };
  const sileroVad = { model, threshold, windowSize: FRAME_SAMPLES, ...durations };
  const vad = new Vad({ sileroVad, sampleRate: SAMPLE_RATE, numThreads: 1, provider: 'cpu', debug: 0 }, 150);
  return frames.map(({ samples }) => {
    vad.acceptWaveform(samples);
    return vad.isDetected();
  });
}

function flags(frames: readonly AudioFrame[], threshold: number): boolean[] {
  const detector = new SileroDetector(threshold);
  const heard = frames.map((frame) => detector.isSpeech(frame));
  detector.close();
  return heard;
}

describe('SileroDetector', () => {
  it.each([0.35, 0.5, 0.7])('tells what the library tells, at a threshold of %d', (threshold) => {
    const frames = toFrames(demoClip('es').samples);
    const expected = bareFlags(frames, threshold);
    expect(new Set(expected)).toEqual(new Set([false, true]));
    expect(flags(frames, threshold)).toEqual(expected);
  });

  it('hears a source as if it were the first, though another one ended in the middle of a word', () => {
    const frames = toFrames(demoClip('en').samples.slice(0, 10 * SAMPLE_RATE));
    const expected = bareFlags(frames, 0.5);
    flags(frames.slice(0, 1 + expected.indexOf(true)), 0.5);
    expect(flags(frames, 0.5)).toEqual(expected);
  });

  it('begins anew in a pause when it has run for long, and tells what a new one tells', () => {
    const frames = toFrames(demoClip('en').samples.slice(0, 10 * SAMPLE_RATE));
    const whole = bareFlags(frames, 0.5);
    const inSpeech = whole.indexOf(true) + 1;
    const pause = whole.indexOf(false, inSpeech);
    const detector = new SileroDetector(0.5, inSpeech);
    const heard = frames.map((frame) => detector.isSpeech(frame));
    expect(heard.slice(0, pause + 1)).toEqual(whole.slice(0, pause + 1));
    const next = bareFlags(frames.slice(pause + 1), 0.5);
    const nextPause = next.findIndex((speech, index) => index + 1 >= inSpeech && !speech);
    expect(heard.slice(pause + 1, pause + 2 + nextPause)).toEqual(next.slice(0, nextPause + 1));
  });

  it('hears nothing any more once its source has ended', () => {
    const detector = new SileroDetector(0.5);
    detector.close();
    expect(() =>
      detector.isSpeech({ samples: new Float32Array(FRAME_SAMPLES), startSample: 0, capturedAtMs: 0 }),
    ).toThrow('after its end');
  });
});
