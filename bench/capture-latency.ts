import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BuiltInBackend } from '../src/engine/audio/devices/built-in-backends.ts';
import { createBackends } from '../src/engine/audio/devices/create-backends.ts';
import { createDeviceCapture } from '../src/engine/audio/devices/device-capture.ts';
import { missingLibrary } from '../src/engine/audio/devices/native/missing-library.ts';
import { PcmChunks } from '../src/engine/audio/devices/pcm-chunks.ts';
import { Framer } from '../src/engine/audio/framer.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import { eventually } from '../src/testing/eventually.ts';
import type { VirtualAudio } from '../test/support/virtual-audio.ts';
import { DEVICES } from '../test/support/virtual-audio-config.ts';
import { BurstPlayer, isLoud } from './burst-player.ts';
import { quantileOf, type BenchLine } from './report.ts';

/** The subjects take turns, so that a busy moment of the machine hits all of them. */
const ROUNDS = 4;
const BURSTS_PER_ROUND = 30;

const GOAL = 1.3;

/** The built child program, as users run it. */
const childEntry = path.join(import.meta.dirname, '../dist/audio-child.js');

const { speakers, monitor } = DEVICES;

/** How each backend calls what is played on the speakers. */
const LOOPBACK_NAMES: Record<BuiltInBackend, string> = {
  pulse: monitor.description,
  naudiodon: 'va_loopback',
  decibri: monitor.description,
};

/** Frames of 512 samples at 16 kHz, as they come. */
type Frames = (signal: AbortSignal) => AsyncIterable<{ readonly samples: Float32Array }>;

/** From the moment at which a burst is played to the frame that holds it: our capture against a bare recorder. */
export async function captureLatencyLines(audio: VirtualAudio): Promise<BenchLine[]> {
  await using player = await BurstPlayer.open(audio, speakers.name);
  const works = (name: BuiltInBackend): boolean => name === 'pulse' || missingLibrary(name) === undefined;
  const backends = (['pulse', 'naudiodon', 'decibri'] as const).filter(works);
  const subjects = new Map<string, Frames>([['parec', (signal) => bareRecorder(audio, signal)]]);
  for (const name of backends) subjects.set(name, (signal) => ownCapture(audio, name, signal));

  const latencies = new Map<string, number[]>([...subjects.keys()].map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, frames] of subjects) latencies.get(name)?.push(...(await burstLatencies(player, frames)));
  }
  const floor = latencies.get('parec') ?? [];
  return backends.flatMap((name, rank) =>
    [0.5, 0.95].map((share): BenchLine => {
      const [own, bare] = [quantileOf(latencies.get(name) ?? [], share), quantileOf(floor, share)];
      return {
        name: `capture by ${name} / bare parec, ${share === 0.5 ? 'median' : 'p95'}`,
        value: own / bare,
        unit: 'x',
        // The first is the one that users get.
        ...(rank === 0 ? { goal: GOAL } : {}),
        detail: `play → frame of 512 samples: ${own.toFixed(1)} ms; parec --latency-msec=20 at 16 kHz, cut to the same frames: ${bare.toFixed(1)} ms; ${floor.length} bursts each`,
      };
    }),
  );
}

async function* ownCapture(audio: VirtualAudio, backend: BuiltInBackend, signal: AbortSignal): ReturnType<Frames> {
  const source = createDeviceCapture({
    backends: createBackends({ clock: systemClock, childEntry, environment: audio.env }),
    backend,
    wanted: { kind: 'loopback', name: LOOPBACK_NAMES[backend] },
    clock: systemClock,
    onNotice: ({ level, message }) => {
      if (level !== 'info') console.error(message);
    },
  });
  yield* source.frames(signal);
}

async function* bareRecorder(audio: VirtualAudio, signal: AbortSignal): ReturnType<Frames> {
  const format = ['--raw', '--format=float32le', '--rate=16000', '--channels=1', '--latency-msec=20'];
  const recorder = spawn('parec', [`--device=${monitor.name}`, ...format], {
    env: audio.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  signal.addEventListener('abort', () => recorder.kill('SIGKILL'), { once: true });
  const chunks = new PcmChunks({ sampleRate: 16_000, channels: 1 });
  const framer = new Framer();
  for await (const bytes of recorder.stdout) yield* framer.push(chunks.push(bytes as Uint8Array));
}

/** How long each burst of one round took to the frame that holds its beginning, in milliseconds. */
async function burstLatencies(player: BurstPlayer, frames: Frames): Promise<number[]> {
  const abort = new AbortController();
  const playedAtMs: number[] = [];
  const heardAtMs: number[] = [];
  const listening = (async () => {
    for await (const { samples } of frames(abort.signal)) {
      // A burst may reach into the next frame.
      if (heardAtMs.length < playedAtMs.length && isLoud(samples)) heardAtMs.push(performance.now());
    }
  })();
  try {
    await sleep(1000);
    for (let burst = 0; burst < BURSTS_PER_ROUND; burst += 1) {
      playedAtMs.push(performance.now());
      player.play();
      // Not in step with the frames.
      await sleep(120 + Math.random() * 64);
      await eventually(() => {
        if (heardAtMs.length < playedAtMs.length) throw new Error('A burst was not heard.');
      });
    }
  } finally {
    abort.abort();
    await listening;
  }
  return heardAtMs.map((atMs, burst) => atMs - (playedAtMs[burst] ?? 0));
}
