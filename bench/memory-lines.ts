import { FRAME_SAMPLES, samplesToMs } from '../src/engine/audio/audio-frame.ts';
import type { CaptureSource } from '../src/engine/pipeline/capture-source.ts';
import { Engine } from '../src/engine/engine.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { LabelledClip } from './clips.ts';
import { benchConfig, files, silentLog } from './live-run.ts';
import type { BenchLine } from './report.ts';
import { residentKiB, slope } from './trend.ts';
import { translationBy } from '../test/support/translation-config.ts';

/** So much sound, so many times as fast as a microphone. */
const AUDIO_MINUTES = 30;
const RATE = 10;

/** The first part warms caches up and does not count. */
const WARM_UP_SHARE = 1 / 3;

/** Of the recogniser host, whose native memory nobody else limits: 120 MiB in four hours. */
const MOST_HOST_GROWTH = 512;

/** Growth of the memory of the main process and of the recogniser host over half an hour of sound. */
export async function memoryLines(clip: LabelledClip): Promise<BenchLine[]> {
  const config = benchConfig(clip, { rate: RATE });
  const capture = repeated(clip);
  const translation = translationBy(['local'], ['en']);
  const engine = new Engine(
    { ...config, sources: [{ id: 'bench', capture, language: clip.language }], translation },
    { files, log: silentLog },
  );
  const samples: { atMinutes: number; mainKiB: number; hostKiB: number }[] = [];
  const startMs = performance.now();
  await engine.start();
  const timer = setInterval(() => {
    const [host] = engine.hostPids;
    samples.push({
      atMinutes: ((performance.now() - startMs) / 60_000) * RATE,
      mainKiB: process.memoryUsage().rss / 1024,
      hostKiB: host === undefined ? 0 : residentKiB(host),
    });
  }, 1000);
  try {
    await engine.run();
  } finally {
    clearInterval(timer);
    await engine.close();
  }
  const warm = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const line = (name: string, key: 'mainKiB' | 'hostKiB'): BenchLine => ({
    name: `memory growth of the ${name}`,
    value: slope(warm.map((sample) => [sample.atMinutes, sample[key]])),
    unit: 'KiB/min',
    detail: `by minute of sound, over ${AUDIO_MINUTES} min at ${RATE}x; ${((warm.at(-1)?.[key] ?? 0) / 1024).toFixed(0)} MiB at the end`,
  });
  return [line('main process', 'mainKiB'), { ...line('recogniser host', 'hostKiB'), goal: MOST_HOST_GROWTH }];
}

function repeated(clip: LabelledClip): CaptureSource {
  const count = Math.floor((AUDIO_MINUTES * 60 * 16_000) / FRAME_SAMPLES);
  return {
    name: 'repeated clip',
    live: false,
    frames: async function* (signal) {
      const startMs = systemClock.nowMs();
      for (let index = 0; index < count && !signal.aborted; index += 1) {
        const startSample = index * FRAME_SAMPLES;
        const from = startSample % (clip.samples.length - FRAME_SAMPLES);
        const dueMs = startMs + samplesToMs(startSample + FRAME_SAMPLES) / RATE;
        await systemClock.sleep(Math.max(0, dueMs - systemClock.nowMs()), signal);
        const samples = clip.samples.slice(from, from + FRAME_SAMPLES);
        yield { samples, startSample, capturedAtMs: systemClock.nowMs() };
      }
    },
  };
}
