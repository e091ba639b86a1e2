import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from '../../support/speech/align-words.ts';
import { comparableWords } from '../../support/speech/comparable-words.ts';
import { errorShare, pooledErrors, wordErrors } from '../../support/speech/word-errors.ts';

describe('comparableWords', () => {
  it.each([
    ['en', 'Mr. Quilter: "the apostle"?', 'mister quilter the apostle'],
    ['en', 'It’s well-known.', 'its well known'],
    ['fr', "d’eaux et l'œil", 'd eaux et l œil'],
    ['de', 'Straße, STRASSE', 'strasse strasse'],
    ['es', 'uno nueve en 1919', '1 9 en 1 9 1 9'],
    ['en', '2,000 and 3.5, 1st', '2 0 0 0 and 3 5 1st'],
    ['ja', '客観的、実在。', '客 観 的 実 在'],
    ['ko', '길 한 옆으로', '길 한 옆 으 로'],
    ['en', 'cafe\u0301', 'café'],
  ])('of %s %o are %o', (language, text, words) => {
    expect(comparableWords(text, language).join(' ')).toBe(words);
  });
});

describe('wordErrors', () => {
  it.each([
    ['one lost', 'the small dog runs', 'the dog runs', { missing: 1, wrong: 0, invented: 0 }],
    ['one wrong', 'the small dog runs', 'the tall dog runs', { missing: 0, wrong: 1, invented: 0 }],
    ['said twice', 'uma raposa velha', 'Uma raposa velha. Uma raposa velha.', { missing: 0, wrong: 0, invented: 3 }],
    ['a compound apart', 'your seatbelts please', 'Your seat belts, please', { missing: 0, wrong: 0, invented: 0 }],
    ['a compound together', 'your seat belts please', 'your seatbelts please', { missing: 0, wrong: 0, invented: 0 }],
    ['nothing', 'the dog', '', { missing: 2, wrong: 0, invented: 0 }],
  ])('tells %s', (_, said, text, errors) => {
    expect(wordErrors(said, text, 'pt')).toMatchObject(errors);
  });

  it('counts a caption where nobody speaks', () => {
    const errors = wordErrors('', '(crickets chirping)', 'en');
    expect(errors).toEqual({ words: 0, missing: 0, wrong: 0, invented: 2 });
    expect(errorShare(errors)).toBe(Number.POSITIVE_INFINITY);
  });

  it('pools by words', () => {
    const pooled = pooledErrors([
      wordErrors('a b c d', 'a b c', 'en'),
      wordErrors('a b c d e f', 'a b c d e f g', 'en'),
    ]);
    expect(pooled).toEqual({ words: 10, missing: 1, wrong: 0, invented: 1 });
    expect(errorShare(pooled)).toBeCloseTo(0.2);
  });
});

describe('alignWords', () => {
  const words = fc.array(fc.constantFrom('it', 'was', 'the', 'age'), { maxLength: 12 });

  it('goes through both texts once, in order', () => {
    fc.assert(
      fc.property(words, words, (reference, heard) => {
        const steps = alignWords(reference, heard);
        expect(steps.flatMap((step) => ('reference' in step ? [step.reference] : []))).toEqual([...reference.keys()]);
        expect(steps.flatMap((step) => ('heard' in step ? [step.heard] : []))).toEqual([...heard.keys()]);
        for (const step of steps) {
          if (step.kind === 'same') expect(heard[step.heard]).toBe(reference[step.reference]);
        }
      }),
    );
  });

  it('finds no error in a text that is right so far', () => {
    fc.assert(
      fc.property(words, words, (said, rest) => {
        const steps = alignWords([...said, ...rest], said, { openEnd: true });
        expect(steps.map(({ kind }) => kind)).toEqual(said.map(() => 'same'));
      }),
    );
  });

  it('needs no more errors than a plain comparison of the two texts', () => {
    fc.assert(
      fc.property(words, words, (reference, heard) => {
        const errors = alignWords(reference, heard).filter(({ kind }) => kind !== 'same').length;
        expect(errors).toBeLessThanOrEqual(Math.max(reference.length, heard.length));
        expect(errors).toBeGreaterThanOrEqual(Math.abs(reference.length - heard.length));
      }),
    );
  });
});
