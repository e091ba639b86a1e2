import { describe, expect, it } from 'vitest';
import { recognizerContract } from '../../../src/testing/recognizer-contract.ts';
import { ScriptedRecognizer } from '../../../src/testing/scripted-recognizer.ts';
import { ScriptedStreamingRecognizer } from '../../../src/testing/scripted-streaming-recognizer.ts';
import { describeContract } from '../../support/describe-contract.ts';

const clips = [
  { language: 'en', text: 'One two three.', samples: new Float32Array(24_000) },
  { language: 'en', text: 'One two.', samples: new Float32Array(16_000) },
] as const;

describeContract(
  'The scripted recogniser',
  recognizerContract(async () => Promise.resolve(new ScriptedRecognizer({ words: ['one', 'two', 'three', 'four'] })), {
    clips,
    wordErrorLimit: 0,
  }),
);

describeContract(
  'The scripted recogniser that streams',
  recognizerContract(
    async () =>
      Promise.resolve(new ScriptedStreamingRecognizer({ words: ['one', 'two', 'three', 'four'], lookAheadMs: 300 })),
    { clips, wordErrorLimit: 0 },
  ),
);

describe('the scripted recogniser that streams', () => {
  it('commits a word once so much sound lies behind it as it looks ahead', async () => {
    const stream = new ScriptedStreamingRecognizer({ lookAheadMs: 300 }).openStream();
    expect(await stream.feed(new Float32Array(12_000))).toMatchObject({ committed: '', tentative: 'w1' });
    expect(await stream.feed(new Float32Array(4000))).toMatchObject({ committed: 'w1', tentative: ' w2' });
    expect(await stream.finish()).toMatchObject({ committed: 'w1 w2.', tentative: '' });
  });
});

describe('the scripted recogniser', () => {
  it('counts half seconds where it has no words', async () => {
    const session = new ScriptedRecognizer().open();
    session.push(new Float32Array(16_000));
    const decode = { task: 'transcribe', final: true, sampleCount: 16_000 } as const;
    expect(await session.decode(decode)).toEqual({ text: 'w1 w2.', language: 'en', endedByLength: false });
  });

  it('gives up a decode that nobody wants any more', async () => {
    const session = new ScriptedRecognizer({ decodeMs: 3_600_000 }).open();
    session.push(new Float32Array(16_000));
    const stop = new AbortController();
    const decoding = session.decode({ task: 'transcribe', final: true, sampleCount: 16_000 }, stop.signal);
    stop.abort();
    await expect(decoding).rejects.toThrow();
  });
});
