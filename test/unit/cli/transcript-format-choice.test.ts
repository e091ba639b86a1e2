import { describe, expect, it } from 'vitest';
import { chooseFormat } from '../../../src/cli/transcript-format-choice.ts';

describe('chooseFormat', () => {
  it.each([
    [undefined, undefined, 'txt'],
    [undefined, 'talk', 'txt'],
    [undefined, 'talk.txt', 'txt'],
    [undefined, 'talk.srt', 'srt'],
    [undefined, 'TALK.SRT', 'srt'],
    [undefined, 'a.b/talk.en.vtt', 'vtt'],
    [undefined, 'talk.jsonl', 'jsonl'],
    [undefined, 'talk.ndjson', 'jsonl'],
    [undefined, 'talk.ass', 'ass'],
    ['srt', 'talk.srt', 'srt'],
    ['srt', 'talk', 'srt'],
    ['txt', 'talk.md', 'txt'],
    ['vtt', undefined, 'vtt'],
  ] as const)('takes --format %s and --output %s for %s', (format, output, expected) => {
    expect(chooseFormat(format, output)).toBe(expected);
  });

  it('refuses two that do not go together', () => {
    expect(() => chooseFormat('vtt', 'talk.srt')).toThrow(
      '--output talk.srt is the name of srt, and --format asks for vtt.',
    );
    expect(() => chooseFormat('txt', 'talk.jsonl')).toThrow('is the name of jsonl');
  });

  it.each(['talk.ssa', 'talk.sub', 'talk.mp4', 'talk.json'])('refuses %s where no format is named', (output) => {
    expect(() => chooseFormat(undefined, output)).toThrow(`--output ${output} does not tell a format`);
  });
});
