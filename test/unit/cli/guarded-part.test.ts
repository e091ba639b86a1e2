import { describe, expect, it } from 'vitest';
import { GuardedPart } from '../../../src/cli/guarded-part.ts';
import { transcriptWriter } from '../../../src/engine/captions/transcript-writer.ts';

function partTo(target: { readonly write: (text: string) => Promise<void> }, told: string[]) {
  const whole = { ...target, finish: () => Promise.resolve(), close: () => Promise.resolve(undefined) };
  const broken = new AbortController();
  const onWrite = (): void => void told.push('write');
  return {
    part: new GuardedPart(transcriptWriter('vtt', []), whole, { format: 'vtt', broken, onWrite }),
    broken,
  };
}

describe('a transcript on its way', () => {
  it('has its head before the first caption, and lets the line of the progress be taken away before each', async () => {
    const told: string[] = [];
    const { part } = partTo({ write: (text) => Promise.resolve(void told.push(text)) }, told);
    await part.write('one\n');
    await part.write('two\n');
    await part.begin();
    expect(told).toEqual(['write', 'WEBVTT\n\none\n', 'write', 'two\n']);
  });

  it('is given up with the reason where it cannot be written', async () => {
    const { part, broken } = partTo({ write: () => Promise.reject(new Error('disk full')) }, []);
    await part.write('one\n');
    expect(broken.signal.reason).toMatchObject({ message: 'disk full' });
    await part.write('two\n');
  });
});
