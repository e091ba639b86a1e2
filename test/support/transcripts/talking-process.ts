import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineOutput } from '../../../src/engine/pipeline/output.ts';
import { LiveTranscripts } from '../../../src/engine/captions/sessions/live-transcripts.ts';
import { silentLog } from '../../../src/engine/log.ts';
import { systemClock } from '../../../src/engine/pipeline/clock.ts';
import { final, translation } from '../caption-builders.ts';

// A process that writes transcripts until it is killed. It tells on its standard output the number of each sentence that has
// been written. A sentence is said in 2.5 s of media time and a few milliseconds of real time.

const [, , folder = ''] = process.argv;
const SENTENCE_MS = 2500;

const output = new LiveTranscripts({
  folder,
  spoken: 'es',
  targets: ['en'],
  formats: ['srt', 'vtt', 'ass', 'txt', 'jsonl'],
  onNotice: () => undefined,
});

async function* talk(): AsyncGenerator<EngineOutput, void, undefined> {
  const zeroMs = systemClock.nowMs();
  for (let number = 1; ; number += 1) {
    const startMs = number * SENTENCE_MS;
    const endMs = startMs + SENTENCE_MS - 300;
    const timing = { speechEndAtMs: zeroMs + endMs, emittedAtMs: zeroMs + endMs };
    if (number === 4) output.tell({ type: 'started', atMs: zeroMs + startMs, name: 'talk.mkv' });
    yield { ...final(`${number}`, 1, `Esta es la frase número ${number}.`, 'es'), startMs, endMs, timing };
    yield translation(`${number}`, 1, 'en', `This is sentence number ${number}, of which “quotes” take more bytes.`);
    // Who is asked for the next event is done with the last one.
    writeSync(1, `${number}\n`);
    await sleep(1);
  }
}

await output.run(talk(), { signal: new AbortController().signal, clock: systemClock, log: silentLog });
