import { samplesToMs } from '../src/engine/audio/audio-frame.ts';
import { Engine } from '../src/engine/engine.ts';
import { systemClock } from '../src/engine/pipeline/clock.ts';
import { planRecognizers } from '../src/engine/run/plan-recognizers.ts';
import { RecognizerPool } from '../src/engine/transcription/host/recognizer-pool.ts';
import { listenerOutput } from '../test/support/listener-output.ts';
import { createBareRecognizer } from './bare-recognizer.ts';
import type { LabelledClip } from './clips.ts';
import { benchConfig, files, silentLog } from './live-run.ts';
import { quantileOf, type BenchLine } from './report.ts';

/** Every utterance is decoded so often by both, in turns, because the machine's speed drifts. */
const ROUNDS = 4;

/** What the engine adds to a decode of the library: the queue, the host process, and the way there and back. */
export async function decodeLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  const times = { pool: 0, bare: 0, offline: 0 };
  const ratios: number[] = [];
  for (const clip of clips) {
    const { utterances, wallMs } = await runOffline(clip);
    times.offline += wallMs;
    const decode = createBareRecognizer(clip.language);
    const pool = await startPool(clip);
    try {
      for (const [number, samples] of utterances.entries()) {
        const { ownMs, bareMs } = await decodeInTurns(pool, decode, {
          id: `bench-${number}`,
          samples,
          language: clip.language,
        });
        ratios.push(ownMs / bareMs);
        times.pool += ownMs;
        times.bare += bareMs;
      }
    } finally {
      pool.stop();
    }
  }
  return [
    {
      name: 'decodes through the engine / bare decodes',
      value: times.pool / times.bare,
      unit: 'x',
      goal: 1.05,
      detail: `${times.pool.toFixed(0)} ms against ${times.bare.toFixed(0)} ms, ${ratios.length} utterances`,
    },
    {
      name: 'whole file through the engine / its bare decodes',
      value: times.offline / times.bare,
      unit: 'x',
      detail: `${times.offline.toFixed(0)} ms of wall time, voice activity, reading and resampling included`,
    },
  ];
}

interface Sample {
  readonly id: string;
  readonly samples: Float32Array;
  readonly language: string;
}

/** The median times of one utterance, both ways. */
async function decodeInTurns(
  pool: RecognizerPool,
  bareDecode: ReturnType<typeof createBareRecognizer>,
  { id, samples, language }: Sample,
): Promise<{ ownMs: number; bareMs: number }> {
  const own: number[] = [];
  const bare: number[] = [];
  await bareDecode(samples);
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = round % 2 === 0;
    if (first) bare.push((await bareDecode(samples)).ms);
    own.push(await decodeInPool(pool, `${id}-${round}`, samples, language));
    if (!first) bare.push((await bareDecode(samples)).ms);
  }
  return { ownMs: quantileOf(own, 0.5), bareMs: quantileOf(bare, 0.5) };
}

async function startPool(clip: LabelledClip): Promise<RecognizerPool> {
  const { module, configs } = await planRecognizers(benchConfig(clip, 'unpaced').recognizer, {
    files,
    added: [],
    log: silentLog,
  });
  const pool = new RecognizerPool({
    entry: files.recognizerHost,
    module,
    configs,
    clock: systemClock,
    log: silentLog,
    onEvent: () => undefined,
  });
  await pool.start();
  return pool;
}

/** The audio goes over before, as it does while somebody speaks; measured is the decode with its way there and back. */
async function decodeInPool(
  pool: RecognizerPool,
  id: string,
  samples: Float32Array,
  language: string,
): Promise<number> {
  const utterance = pool.open(id, 'bench', { language, prompt: '' });
  utterance.push(samples);
  await systemClock.sleep(5, new AbortController().signal);
  const startMs = performance.now();
  await pool.decode(utterance, { kind: 'final', task: 'transcribe', sampleCount: samples.length });
  const ms = performance.now() - startMs;
  utterance.close();
  return ms;
}

/** The utterances of a clip, as the engine cuts them. */
async function runOffline(clip: LabelledClip): Promise<{ utterances: Float32Array[]; wallMs: number }> {
  const utterances: Float32Array[] = [];
  const cut = listenerOutput((output) => {
    if (output.type !== 'transcript-final') return;
    const from = Math.max(0, Math.round((output.startMs - 512) * 16));
    utterances.push(clip.samples.slice(from, Math.round((output.endMs + 500) * 16)));
  });
  const engine = new Engine(benchConfig(clip, 'unpaced'), { files, log: silentLog, outputs: [cut] });
  try {
    await engine.start();
    const startMs = performance.now();
    await engine.run();
    const wallMs = performance.now() - startMs;
    await engine.close();
    const heardMs = utterances.reduce((sum, { length }) => sum + samplesToMs(length), 0);
    if (heardMs === 0) throw new Error('The engine heard nothing in the clip.');
    return { utterances, wallMs };
  } finally {
    await engine.close();
  }
}
