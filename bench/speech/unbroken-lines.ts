import { readWav } from '../../test/support/clips.ts';
import { samplesCapture } from '../../test/support/samples-capture.ts';
import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import { quantileOf, type BenchLine } from '../report.ts';
import { residentKiB, slope } from '../trend.ts';
import { speechModel } from './choice.ts';
import { describeErrors } from './print-errors.ts';
import { playLive } from './play-live.ts';
import { liveFigures } from './live-figures.ts';
import { cutPauses, repeated } from './unbroken-clip.ts';
import { wordTimes } from './word-times.ts';

const LENGTH_MS = 180_000;
const LONGEST_PAUSE_MS = 120;

/** Caches and models warm up during the first third. */
const WARM_UP_SHARE = 1 / 3;

/** A machine's noise; more means that something grows while somebody talks on. */
const MOST_DELAY_GROWTH = 200;
const MOST_MEMORY_GROWTH = 4096;

/** Three minutes in which nobody draws breath: made of the English recordings, without their pauses. */
export async function unbrokenLines(): Promise<BenchLine[]> {
  const lacking = realSpeechMissing(speechModel());
  if (lacking !== undefined) {
    console.error(lacking);
    return [];
  }
  const english = readRecordings().filter(({ language }) => language === 'en');
  const sounds = english.map(({ file, words }) => cutPauses({ samples: readWav(file), words }, LONGEST_PAUSE_MS));
  const { samples, words } = repeated(sounds, LENGTH_MS);
  const text = words.map((word) => word.text).join(' ');
  const recording: Recording = { name: 'unbroken', file: '', language: 'en', text, words };
  const memory: { atMinutes: number; mainKiB: number; hostKiB: number }[] = [];
  const { views, cpuMs, soundMs } = await playLive(samplesCapture(samples, 1), 'en', {
    model: speechModel(),
    onSecond: (mediaMs, [host]) => {
      const hostKiB = host === undefined ? 0 : residentKiB(host);
      memory.push({ atMinutes: mediaMs / 60_000, mainKiB: process.memoryUsage().rss / 1024, hostKiB });
    },
  });
  const settled = wordTimes(recording, views).flatMap(({ word, settledAtMs }): [number, number][] =>
    settledAtMs === undefined ? [] : [[word.endMs / 60_000, settledAtMs - word.endMs]],
  );
  const figures = liveFigures({ recording, views, cpuMs, soundMs });
  const delays = settled.map(([, delay]) => delay);
  const warm = memory.slice(Math.floor(memory.length * WARM_UP_SHARE));
  const growth = (name: string, key: 'mainKiB' | 'hostKiB'): BenchLine => ({
    name: `three minutes without a pause: memory growth of the ${name}`,
    value: slope(warm.map((sample) => [sample.atMinutes, sample[key]])),
    unit: 'KiB/min',
    goal: MOST_MEMORY_GROWTH,
    detail: `${((warm.at(-1)?.[key] ?? 0) / 1024).toFixed(0)} MiB at the end`,
  });
  return [
    {
      name: 'three minutes without a pause: growth of the delay to settled',
      value: slope(settled),
      unit: 'ms/min',
      goal: MOST_DELAY_GROWTH,
      detail: `${quantileOf(delays, 0.5).toFixed(0)} ms median, ${quantileOf(delays, 1).toFixed(0)} ms at most, ${delays.length} of ${words.length} words`,
    },
    growth('main process', 'mainKiB'),
    growth('recogniser host', 'hostKiB'),
    {
      name: 'three minutes without a pause: words missing',
      value: (100 * figures.errors.missing) / figures.errors.words,
      unit: '%',
      detail: describeErrors(figures.errors),
    },
  ];
}
