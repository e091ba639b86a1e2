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

/** Length of the sound in minutes: three unless `SPEECH_UNBROKEN_MINUTES` says more. */
const MINUTES = Number(process.env['SPEECH_UNBROKEN_MINUTES'] ?? 3);
const LONGEST_PAUSE_MS = 120;

/** Meanwhile ONNX Runtime meets most lengths of sound and text, and takes the memory that it keeps for them. */
const WARM_UP_MINUTES = 1;

/** A machine's noise; more means that something grows while somebody talks on. */
const MOST_DELAY_GROWTH = 200;
const MOST_MEMORY_GROWTH = 4096;

/** Minutes in which nobody draws breath: made of the English recordings, without their pauses. */
export async function unbrokenLines(): Promise<BenchLine[]> {
  const lacking = realSpeechMissing(speechModel());
  if (lacking !== undefined) {
    console.error(lacking);
    return [];
  }
  const english = readRecordings().filter(({ language }) => language === 'en');
  const sounds = english.map(({ file, words }) => cutPauses({ samples: readWav(file), words }, LONGEST_PAUSE_MS));
  const { samples, words } = repeated(sounds, MINUTES * 60_000);
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
  const warm = memory.filter(({ atMinutes }) => atMinutes >= WARM_UP_MINUTES);
  const title = `${MINUTES} minutes without a pause`;
  const growth = (name: string, key: 'mainKiB' | 'hostKiB'): BenchLine => ({
    name: `${title}: memory growth of the ${name}`,
    value: slope(warm.map((sample) => [sample.atMinutes, sample[key]])),
    unit: 'KiB/min',
    goal: MOST_MEMORY_GROWTH,
    detail: `${inMiB(warm.at(0)?.[key])} after the first minute, ${inMiB(warm.at(-1)?.[key])} at the end`,
  });
  return [
    {
      name: `${title}: growth of the delay to settled`,
      value: slope(settled),
      unit: 'ms/min',
      goal: MOST_DELAY_GROWTH,
      detail: `${quantileOf(delays, 0.5).toFixed(0)} ms median, ${quantileOf(delays, 1).toFixed(0)} ms at most, ${delays.length} of ${words.length} words`,
    },
    growth('main process', 'mainKiB'),
    growth('recogniser host', 'hostKiB'),
    {
      name: `${title}: words missing`,
      value: (100 * figures.errors.missing) / figures.errors.words,
      unit: '%',
      detail: describeErrors(figures.errors),
    },
  ];
}

function inMiB(kiB = 0): string {
  return `${(kiB / 1024).toFixed(0)} MiB`;
}
