import { describe, expect, it } from 'vitest';
import { planTranscripts, type HeardLanguage } from '../../../src/cli/transcript-plan.ts';
import { SPOKEN } from '../../../src/engine/captions/transcript-writer.ts';

type Options = Parameters<typeof planTranscripts>[0];

const planOf = (options: Partial<Options>): (readonly [string, string | undefined])[] =>
  planTranscripts({
    format: 'srt',
    output: 'talk.srt',
    targets: [],
    keepSource: false,
    spoken: 'es',
    isStream: false,
    ...options,
  }).map(({ shown, output }) => [shown.join('+'), output] as const);

describe('planTranscripts', () => {
  it('writes what was said to the file that was named', () => {
    expect(planOf({})).toEqual([[SPOKEN, 'talk.srt']]);
  });

  it('writes a file for each language', () => {
    expect(planOf({ targets: ['en', 'pt-BR'] })).toEqual([
      [SPOKEN, 'talk.es.srt'],
      ['en', 'talk.en.srt'],
      ['pt-BR', 'talk.pt-BR.srt'],
    ]);
    expect(planOf({ targets: ['en'], format: 'txt', output: 'some.folder/my talk' })).toEqual([
      [SPOKEN, 'some.folder/my talk.es.txt'],
      ['en', 'some.folder/my talk.en.txt'],
    ]);
  });

  it('takes a language in the name for that of the file', () => {
    expect(planOf({ targets: ['en'], output: 'talk.en.srt' })).toEqual([['en', 'talk.en.srt']]);
    expect(planOf({ targets: ['en', 'fr'], output: 'talk.en.srt' }).map(([, output]) => output)).toEqual([
      'talk.es.srt',
      'talk.en.srt',
      'talk.fr.srt',
    ]);
    expect(planOf({ targets: ['en'], output: 'talk.es.srt' }).map(([, output]) => output)).toEqual([
      'talk.es.srt',
      'talk.en.srt',
    ]);
    expect(planOf({ targets: ['en'], output: 'talk.v2.srt' })[1]).toEqual(['en', 'talk.v2.en.srt']);
  });

  it('writes no language twice', () => {
    expect(planOf({ targets: ['es', 'en'] })).toEqual([
      ['es', 'talk.es.srt'],
      ['en', 'talk.en.srt'],
    ]);
  });

  it('mixes languages only where that is asked for', () => {
    expect(planOf({ targets: ['en', 'fr'], keepSource: true })).toEqual([[`${SPOKEN}+en+fr`, 'talk.srt']]);
    expect(planOf({ targets: ['en', 'fr'], format: 'jsonl' })).toEqual([[SPOKEN, 'talk.srt']]);
  });

  it('sends one language to a stream, and refuses several', () => {
    const stream = { output: undefined, isStream: true };
    expect(planOf({ ...stream, targets: ['en'] })).toEqual([['en', undefined]]);
    expect(() => planOf({ ...stream, targets: ['en', 'fr'] })).toThrow(
      'The standard output takes one language, and --translate names 2.',
    );
    expect(() => planOf({ ...stream, output: '/dev/stdout', targets: ['en', 'fr'] })).toThrow('/dev/stdout takes');
  });

  describe('where the language has to be heard', () => {
    const nameFor = (heard: readonly HeardLanguage[], targets = ['en']): string | undefined => {
      const [spoken] = planTranscripts({
        format: 'srt',
        output: 'talk.srt',
        targets,
        keepSource: false,
        spoken: undefined,
        isStream: false,
      });
      expect(spoken?.output).toBe('talk.mul.srt');
      return spoken?.nameFor?.(heard);
    };
    const es = { language: 'es', spokenMs: 9000 };

    it('names the file by what was heard most of the time', () => {
      expect(nameFor([es])).toBe('talk.es.srt');
      expect(nameFor([es, { language: 'fr', spokenMs: 1000 }])).toBe('talk.es.srt');
    });

    it('says so where several were heard', () => {
      expect(nameFor([es, { language: 'fr', spokenMs: 8000 }])).toBe('talk.mul.srt');
      expect(nameFor([es, { language: 'fr', spokenMs: 1000 }], ['es', 'en'])).toBe('talk.mul.srt');
    });

    it('leaves the file out where another one holds the same', () => {
      expect(nameFor([es], ['es', 'en'])).toBeUndefined();
    });

    it('leaves the name as it is where no language is known', () => {
      expect(nameFor([])).toBe('talk.srt');
      expect(nameFor([{ language: 'und', spokenMs: 1000 }])).toBe('talk.srt');
    });
  });
});
