import { readFileSync } from 'node:fs';
import { samplesToMs } from '../../src/engine/audio/audio-frame.ts';
import { createFileCapture } from '../../src/engine/audio/file-capture.ts';
import type { CaptureSource } from '../../src/engine/pipeline/capture-source.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EngineConfig } from '../../src/engine/engine-config.ts';
import { systemClock } from '../../src/engine/pipeline/clock.ts';
import type { EngineStatus } from '../../src/protocol/status.ts';
import { listenerOutput } from '../../test/support/listener-output.ts';
import { demoConfig } from '../../test/support/run-engine.ts';
import { realModel, type Recording } from '../../test/support/speech/recordings.ts';
import { files, silentLog } from '../live-run.ts';
import { shownViews, type ShownView, type TimedEvent } from './shown-view.ts';
import { recognizerWith } from '../../test/support/recognizer-settings.ts';

/** What one recording looked like while it was played at its own speed. */
export interface Playback {
  readonly views: readonly ShownView[];
  readonly events: readonly TimedEvent[];
  /** The texts of the finals, in order. */
  readonly finals: readonly string[];
  /** Time of the processor in all processes, without loading, in milliseconds. */
  readonly cpuMs: number;
  /** When media time 0 was captured, on the engine's clock. */
  readonly startedAtMs: number;
  /** How much sound was heard, in milliseconds. */
  readonly soundMs: number;
  readonly status: EngineStatus;
}

interface PlayOptions {
  readonly model: string;
  readonly config?: Partial<EngineConfig>;
  /** Called with the engine once its models are loaded; the sound starts when it is done. */
  readonly prepare?: (engine: Engine) => Promise<void>;
  /** Called when the sound is over, before the engine is closed. */
  readonly conclude?: () => Promise<void>;
  /** Called once a second with the engine's process ids. */
  readonly onSecond?: (mediaMs: number, hostPids: readonly number[]) => void;
}

/** Plays a recording to the engine as a microphone would hear it. */
export function playRecording(recording: Recording, options: PlayOptions): Promise<Playback> {
  const capture = createFileCapture({ path: recording.file, pace: 'real-time', clock: systemClock });
  return playLive(capture, recording.language ?? 'auto', options);
}

/** Plays a source to the engine, to its end. */
export async function playLive(
  capture: CaptureSource,
  language: string,
  { model, config, prepare, conclude, onSecond }: PlayOptions,
): Promise<Playback> {
  const watched = watchCapture(capture);
  const source = { id: 'mic', capture: watched.capture, language };
  const configuration = demoConfig([source], {
    recognizer: recognizerWith({ model: model === 'demo' ? model : realModel(model) }),
    ...config,
  });
  const events: TimedEvent[] = [];
  const collected = listenerOutput((output) => {
    if (output.type !== 'status-notice') events.push({ event: output, atMs: watched.mediaMs() });
  });
  const engine = new Engine(configuration, { files, log: silentLog, outputs: [collected] });
  let timer: NodeJS.Timeout | undefined;
  try {
    await engine.start();
    await prepare?.(engine);
    const hostsBefore = new Map(engine.hostPids.map((pid) => [pid, processCpuMs(pid)]));
    const ownBefore = process.cpuUsage();
    timer = setInterval(() => onSecond?.(watched.mediaMs(), engine.hostPids), 1000);
    await engine.run();
    const own = process.cpuUsage(ownBefore);
    const hosts = engine.hostPids.map((pid) => processCpuMs(pid) - (hostsBefore.get(pid) ?? 0));
    await conclude?.();
    await engine.close();
    return {
      views: shownViews(events),
      events,
      finals: events.flatMap(({ event }) => (event.type === 'transcript-final' ? [event.text] : [])),
      cpuMs: (own.user + own.system) / 1000 + hosts.reduce((total, ms) => total + ms, 0),
      startedAtMs: watched.startedAtMs(),
      soundMs: watched.heardMs(),
      status: engine.currentStatus(),
    };
  } finally {
    clearInterval(timer);
    await engine.close();
  }
}

interface WatchedCapture {
  readonly capture: CaptureSource;
  /** Media time now, and the sound that came, in milliseconds. */
  readonly mediaMs: () => number;
  readonly heardMs: () => number;
  readonly startedAtMs: () => number;
}

/** Notes when media time 0 was captured. */
function watchCapture(capture: CaptureSource): WatchedCapture {
  let startMs: number | undefined;
  let heardMs = 0;
  return {
    heardMs: () => heardMs,
    startedAtMs: () => startMs ?? Number.NaN,
    mediaMs: () => systemClock.nowMs() - (startMs ?? systemClock.nowMs()),
    capture: {
      ...capture,
      frames: async function* (signal) {
        for await (const frame of capture.frames(signal)) {
          heardMs = samplesToMs(frame.startSample + frame.samples.length);
          startMs ??= frame.capturedAtMs - heardMs;
          yield frame;
        }
      },
    },
  };
}

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MS = 10;

/** Time that the processor spent on a process so far, in milliseconds; 0 where the system does not tell. */
export function processCpuMs(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /su, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
  } catch {
    return 0;
  }
}
