import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBackends } from '../src/engine/audio/devices/create-backends.ts';
import { createDeviceCapture } from '../src/engine/audio/devices/device-capture.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { VirtualAudio } from '../test/support/virtual-audio.ts';
import { NumberedSamples, numberedSamples } from './numbered-samples.ts';
import type { BenchLine } from './report.ts';

/** Length of the capture in minutes: half a minute unless `BENCH_CAPTURE_MINUTES` says more; the goal is for ten. */
const MINUTES = Number(process.env['BENCH_CAPTURE_MINUTES'] ?? 0.5);

const SINK = 'numbered';
const MONITOR = `${SINK}.monitor`;

/** Sound as it goes through the server unchanged: no resampling, no mixing of channels. */
const FORMAT = ['--raw', '--format=s16le', '--rate=16000', '--channels=1'];

/** Samples that a capture loses while another program keeps one core busy. */
export async function captureLossLine(audio: VirtualAudio): Promise<BenchLine> {
  const sink = ['rate=16000', 'channels=1', 'norewinds=1', `sink_name=${SINK}`];
  await audio.pactl('load-module', 'module-null-sink', ...sink);
  // Two seconds wait in the server: what is measured is the capture, not the player.
  const player = spawn('pacat', ['--playback', `--device=${SINK}`, ...FORMAT, '--latency-msec=2000'], {
    env: audio.env,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  player.stdin.on('error', () => undefined);
  Readable.from(numberedSamples()).pipe(player.stdin);
  const busy = fork(path.join(import.meta.dirname, 'busy-core.mjs'));
  try {
    await sleep(500);
    const { lost, silent, heard } = await listen(audio);
    return {
      name: 'samples lost by a capture, one core busy',
      value: lost,
      unit: 'samples',
      goal: 0,
      detail: `of ${heard} numbered samples, ${MINUTES} min; ${silent} of silence in between`,
    };
  } finally {
    const ended = [player, busy].map((child) => once(child, 'exit'));
    player.kill('SIGKILL');
    busy.kill('SIGKILL');
    await Promise.all(ended);
  }
}

async function listen(audio: VirtualAudio): Promise<NumberedSamples> {
  const source = createDeviceCapture({
    backends: createBackends({ clock: systemClock, childEntry: '', environment: audio.env }),
    backend: 'pulse',
    wanted: { kind: 'loopback', name: MONITOR },
    clock: systemClock,
    onNotice: ({ level, message }) => {
      if (level !== 'info') console.error(message);
    },
  });
  const numbers = new NumberedSamples();
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), MINUTES * 60_000);
  for await (const { samples } of source.frames(abort.signal)) numbers.push(samples);
  clearTimeout(timer);
  return numbers;
}
