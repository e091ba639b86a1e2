import { Engine } from '../src/engine/engine.ts';
import type { CaptionEvent } from '../src/protocol/caption-event.ts';
import { createBareRecognizer } from './bare-recognizer.ts';
import type { LabelledClip } from './clips.ts';
import { benchConfig, files, silentLog } from './live-run.ts';
import { quantileOf, type BenchLine } from './report.ts';

/** Each clip is run so often, pipeline and peer in turns, because the machine's speed drifts. */
const ROUNDS = 3;

/** What the pipeline adds to the bare decodes of the same utterances: time of a decode with its way to the host and back. */
export async function decodeLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  const ratios: number[] = [];
  let pipelineMs = 0;
  let bareMs = 0;
  for (const clip of clips) {
    const decode = createBareRecognizer(clip.language);
    await decode(clip.samples.slice(0, 32_000));
    for (let round = 0; round < ROUNDS; round += 1) {
      const finals = await runOffline(clip);
      const own = finals.reduce((sum, { timing }) => sum + (timing.workEndAtMs ?? 0) - (timing.workStartAtMs ?? 0), 0);
      let bare = 0;
      for (const { startMs, endMs } of finals) {
        const from = Math.max(0, Math.round((startMs - 512) * 16));
        bare += (await decode(clip.samples.slice(from, Math.round((endMs + 500) * 16)))).ms;
      }
      ratios.push(own / bare);
      pipelineMs += own;
      bareMs += bare;
    }
  }
  return [
    {
      name: 'decodes through the pipeline / bare decodes',
      value: quantileOf(ratios, 0.5),
      unit: 'x',
      goal: 1.05,
      detail: `${pipelineMs.toFixed(0)} ms against ${bareMs.toFixed(0)} ms, ${clips.length} clips x ${ROUNDS} rounds`,
    },
  ];
}

async function runOffline(clip: LabelledClip): Promise<CaptionEvent[]> {
  const engine = new Engine(benchConfig(clip, 'unpaced'), { files, log: silentLog });
  const finals: CaptionEvent[] = [];
  engine.subscribe((output) => {
    if (output.type === 'transcript-final') finals.push(output);
  });
  try {
    await engine.start();
    await engine.run();
    return finals;
  } finally {
    await engine.close();
  }
}
