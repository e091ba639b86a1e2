import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import { startStreamServer, TestClient } from '../test/support/stream-support.ts';
import type { LabelledClip } from './clips.ts';
import { quantileOf, type BenchLine } from './report.ts';

/** How long each run plays, in seconds; clients begin at different places of the clips. */
const RUN_SECONDS = 30;
const OFFSET_SECONDS = 2.3;

/** What the seed of this project sent at once. */
const SAMPLES_PER_MESSAGE = 1024;

const SYNTHETIC_CLIENTS = 20;

/** A decode of the synthetic recogniser, as on a middling GPU. */
const SYNTHETIC_DECODE_MS = 20;

/** In real time means: finals come so soon after the end of speech, in 95 of 100 cases. */
const REAL_TIME_MS = 2000;

/** Clients with the bundled model are tried in steps, up to where they are no longer in real time. */
const STEP = 4;
const MOST_CLIENTS = 40;

interface LoadRun {
  /** From the moment at which the last sample of speech was sent to the final at the client, in milliseconds. */
  readonly finalsMs: readonly number[];
  readonly partials: number;
  readonly mostWaitingMs: number;
  readonly eventLoopP99Ms: number;
  readonly grownMiB: number;
}

/** Many clients of the streaming endpoint at once, with a synthetic recogniser and with the bundled model. */
export async function streamLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  const script = { delayMs: SYNTHETIC_DECODE_MS };
  const one = await runClients(1, clips, script);
  const many = await runClients(SYNTHETIC_CLIENTS, clips, script);
  const lines: BenchLine[] = [
    {
      name: `stream: p95 of ${SYNTHETIC_CLIENTS} clients / of one, synthetic recogniser`,
      value: quantileOf(many.finalsMs, 0.95) / quantileOf(one.finalsMs, 0.95),
      unit: 'x',
      goal: 1.5,
      detail: `${described(many)}; one: ${described(one)}`,
    },
    {
      name: `stream: event loop delay of server and clients, p99`,
      value: many.eventLoopP99Ms,
      unit: 'ms',
      detail: `${SYNTHETIC_CLIENTS} clients, ${many.grownMiB.toFixed(0)} MiB more memory than before them`,
    },
  ];
  let best = { clients: 0, run: one };
  for (let clients = STEP; clients <= MOST_CLIENTS; clients += STEP) {
    const run = await runClients(clients, clips);
    console.error(`  ${clients} clients, bundled model: ${described(run)}`);
    if (quantileOf(run.finalsMs, 0.95) > REAL_TIME_MS) break;
    best = { clients, run };
  }
  lines.push({
    name: 'stream: clients in real time, bundled model',
    value: best.clients,
    unit: 'x',
    detail: `p95 within ${REAL_TIME_MS} ms, in steps of ${STEP}; ${described(best.run)}`,
  });
  return lines;
}

function described({ finalsMs, partials, mostWaitingMs }: LoadRun): string {
  const [median, slow] = [0.5, 0.95].map((share) => quantileOf(finalsMs, share).toFixed(0));
  const each = (partials / finalsMs.length).toFixed(1);
  return `${finalsMs.length} finals, ${median} ms median, ${slow} ms p95, ${each} partials each, ${mostWaitingMs.toFixed(0)} ms waiting at most`;
}

async function runClients(
  count: number,
  clips: readonly LabelledClip[],
  script?: { readonly delayMs: number },
): Promise<LoadRun> {
  await using open = await startStreamServer({
    ...(script ? { script } : {}),
    limits: { maxClients: count },
  });
  const before = process.memoryUsage().rss;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let mostWaitingMs = 0;
  let mostRss = before;
  const watch = setInterval(() => {
    mostRss = Math.max(mostRss, process.memoryUsage().rss);
    for (const { waitingMs } of open.endpoint.clients) mostWaitingMs = Math.max(mostWaitingMs, waitingMs);
  }, 100);
  delay.enable();
  const clients = Array.from({ length: count }, (_, index) => runClient(open.url, clips, index));
  const results = await Promise.all(clients);
  delay.disable();
  clearInterval(watch);
  return {
    finalsMs: results.flatMap(({ finalsMs }) => finalsMs),
    partials: results.reduce((sum, { partials }) => sum + partials, 0),
    mostWaitingMs,
    eventLoopP99Ms: delay.percentile(99) / 1e6,
    grownMiB: (mostRss - before) / 2 ** 20,
  };
}

/** Plays a part of a clip as a microphone would. */
async function runClient(
  url: string,
  clips: readonly LabelledClip[],
  index: number,
): Promise<{ finalsMs: number[]; partials: number }> {
  const clip = clips[index % clips.length];
  if (!clip) throw new Error('There are no clips.');
  const client = new TestClient(url);
  await client.say({ type: 'hello', language: clip.language });
  await client.next('ready');
  const from = Math.round(((index * OFFSET_SECONDS) % 15) * 16_000);
  const samples = clip.samples.subarray(from, from + RUN_SECONDS * 16_000);
  const startedAtMs = systemClock.nowMs();
  const never = new AbortController().signal;
  const finalsMs: number[] = [];
  let partials = 0;
  client.socket.on('message', () => {
    const newest = client.messages.at(-1);
    if (newest?.type !== 'caption') return;
    if (newest.final) finalsMs.push(systemClock.nowMs() - startedAtMs - newest.end * 1000);
    else partials += 1;
  });
  for (let sent = 0; sent < samples.length; sent += SAMPLES_PER_MESSAGE) {
    const dueMs = startedAtMs + (sent + SAMPLES_PER_MESSAGE) / 16;
    await systemClock.sleep(Math.max(0, dueMs - systemClock.nowMs()), never);
    client.socket.send(samples.slice(sent, sent + SAMPLES_PER_MESSAGE));
  }
  await client.say({ type: 'end' });
  const { code } = await client.closed;
  if (code !== 1000) throw new Error(`A client was closed with ${code}.`);
  return { finalsMs, partials };
}
