import { expect, it } from 'vitest';
import { systemClock } from '../../../../../src/engine/pipeline/clock.ts';
import { RecognizerPool, type PoolEvent } from '../../../../../src/engine/transcription/host/recognizer-pool.ts';
import { heldOutClip } from '../../../../contract/recognizer-contract.ts';
import { demoWhisper } from '../../../../support/demo-whisper.ts';
import { recognizerModule, runtimeFiles } from '../../../../support/files.ts';
import { silentLog } from '../../../../../src/engine/log.ts';

const { language, samples } = heldOutClip('de01');
const final = { kind: 'final', task: 'transcribe', sampleCount: samples.length } as const;

it('a real host stops a decode that is given up, and hears the next ones as before', async () => {
  const events: PoolEvent[] = [];
  const pool = new RecognizerPool({
    entry: runtimeFiles.recognizerHost,
    module: recognizerModule('whisper-onnx'),
    configs: [demoWhisper()],
    clock: systemClock,
    log: silentLog,
    onEvent: (event) => events.push(event),
  });
  const open = (id: string) => {
    const utterance = pool.open(id, 's', { language, prompt: '' });
    utterance.push(samples);
    return utterance;
  };
  try {
    await pool.start();
    const { text } = await pool.decode(open('alone'), final);
    const stopped = open('stopped');
    for (let round = 0; round < 3; round += 1) {
      const stop = new AbortController();
      const decode = pool.decode(stopped, { ...final, signal: stop.signal });
      stop.abort();
      await expect(decode).rejects.toThrow('given up');
    }
    const closed = open('closed');
    const partial = pool.decodePartial(closed, () => samples.length);
    closed.close();
    expect(await partial).toBeUndefined();
    expect((await pool.decode(stopped, final)).text).toBe(text);
    expect((await pool.decode(open('next'), final)).text).toBe(text);
    expect(events).toEqual([]);
  } finally {
    pool.stop();
  }
});
