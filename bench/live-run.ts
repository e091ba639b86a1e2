import { monitorEventLoopDelay } from 'node:perf_hooks';
import { io } from 'socket.io-client';
import { createFileCapture } from '../src/engine/audio/file-capture.ts';
import type { EngineConfig } from '../src/engine/engine-config.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import type { CaptionEvent } from '../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE } from '../src/protocol/socket-contract.ts';
import type { EngineStatus } from '../src/protocol/status.ts';
import { startSession } from '../src/session/start-session.ts';
import { runtimeFiles } from '../test/support/files.ts';
import { listenerOutput } from '../test/support/listener-output.ts';
import { demoConfig } from '../test/support/run-engine.ts';
import type { LabelledClip } from './clips.ts';

/** The built program. */
export const files = runtimeFiles;

const nothing = (): void => undefined;
export const silentLog = { error: console.error, warn: nothing, info: nothing, debug: nothing };

/** An event and when a page on this machine received it, on the engine's clock. */
export interface ReceivedEvent {
  readonly event: CaptionEvent;
  readonly receivedAtMs: number;
}

/** What one live run over a clip showed. */
export interface LiveRun {
  readonly received: readonly ReceivedEvent[];
  readonly status: EngineStatus;
  /** When media time 0 was captured, on the engine's clock. */
  readonly startedAtMs: number;
  /** Delay of the main process's event loop, 99th percentile, in milliseconds. */
  readonly eventLoopP99Ms: number;
}

/** The configuration that the benchmark runs, with the bundled model. */
export function benchConfig(clip: LabelledClip, pace: 'real-time' | 'unpaced' | { rate: number }): EngineConfig {
  const capture = createFileCapture({ path: clip.file, pace, clock: systemClock });
  return demoConfig([{ id: 'bench', capture, language: clip.language }], { partials: pace !== 'unpaced' });
}

/** Plays a clip as a microphone would hear it, with a page connected over a real socket. */
export async function runLive(clip: LabelledClip): Promise<LiveRun> {
  let startedAtMs = Number.NaN;
  const started = listenerOutput((output) => {
    if (output.type !== 'transcript-partial') return;
    const { audioEndAtMs } = output.timing;
    if (audioEndAtMs !== undefined) startedAtMs = audioEndAtMs - output.endMs;
  });
  const stop = new AbortController();
  const session = await startSession(
    { server: { port: 0 } },
    {
      files,
      log: silentLog,
      signal: stop.signal,
      sources: benchConfig(clip, 'real-time').sources,
      outputs: [started],
    },
  );
  const page = io(`${session.url}${CAPTION_NAMESPACE}`, { transports: ['websocket'] });
  const received: ReceivedEvent[] = [];
  page.on('caption', (event: CaptionEvent) => received.push({ event, receivedAtMs: systemClock.nowMs() }));
  await new Promise<void>((resolve) => {
    page.once('snapshot', resolve);
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  try {
    await session.ready;
    delay.enable();
    await session.done;
    delay.disable();
    await systemClock.sleep(200, stop.signal);
    return {
      received,
      status: session.status(),
      startedAtMs,
      eventLoopP99Ms: delay.percentile(99) / 1e6,
    };
  } finally {
    page.disconnect();
    await session.close();
  }
}
