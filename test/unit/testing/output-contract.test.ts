import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { jsonLinesOutput } from '../../../src/cli/json-lines.ts';
import { transcriptOutput } from '../../../src/engine/captions/transcript-output.ts';
import { SPOKEN, transcriptWriter } from '../../../src/engine/captions/transcript-writer.ts';
import type { Output } from '../../../src/engine/pipeline/output.ts';
import { outputContract } from '../../../src/testing/output-contract.ts';
import { describeContract } from '../../support/describe-contract.ts';

const contractOf = (output: Output) => outputContract(() => Promise.resolve({ output }));

describeContract('JSON lines as an output', contractOf(jsonLinesOutput(new PassThrough().resume())));
describeContract(
  'a transcript as an output',
  contractOf(
    transcriptOutput({
      targets: ['fr'],
      parts: [{ writer: transcriptWriter('srt', [SPOKEN, 'fr']), write: async () => Promise.resolve() }],
    }),
  ),
);

describe('the contract of outputs', () => {
  const failuresOf = async (output: Output): Promise<string[]> => {
    const failed: string[] = [];
    for (const { name, run } of contractOf(output).cases) await run().catch(() => failed.push(name));
    return failed;
  };

  it('finds an output that leaves before its events end', async () => {
    const early: Output = {
      name: 'early',
      policy: 'newest',
      run: async (events) => {
        for await (const event of events) if (event.type === 'transcript-final') return;
      },
    };
    expect(await failuresOf(early)).toEqual([
      'reads its events to their end, and then finishes',
      'serves one run after the other',
    ]);
  });

  it('finds an output that throws, and one without a name', async () => {
    const broken = { name: '', policy: 'refuse', run: () => Promise.reject(new Error('broken')) } as const;
    expect(await failuresOf(broken)).toHaveLength(4);
  });
});
