import { describe, expect, it } from 'vitest';
import { adviceOf } from '../../../src/cli/models-bench-advice.ts';
import { tableOf, type MeasuredModel } from '../../../src/cli/models-bench-table.ts';
import type { Measure } from '../../../src/engine/transcription/measured/measure.ts';
import { keptMeasure } from '../../support/kept-measure.ts';

function measured(model: string, about: Partial<Measure>): MeasuredModel {
  return { model, isBundled: model === 'demo', measure: { ...keptMeasure(), ...about } };
}

const demo = measured('demo', { recognizer: 'whisper-onnx', stepShare: 0.01, wordErrors: { en: 0, es: 0 } });

/** What is said for each language. */
function advice(...results: readonly MeasuredModel[]): readonly string[] {
  return adviceOf(results, ['en', 'es']).filter((line) => /^(?:English|Spanish)/u.test(line));
}

describe('what is recommended', () => {
  it('is for each language the model that keeps up and errs least, never the bundled one beside a real one', () => {
    const small = measured('/models/small.gguf', { stepShare: 0.45, wordErrors: { en: 0.05, es: 0.3 } });
    const base = measured('/models/base.gguf', { stepShare: 0.2, wordErrors: { en: 0.1, es: 0.2 } });
    const large = measured('/models/large.gguf', { stepShare: 1.9, wordErrors: { en: 0, es: 0 } });
    expect(advice(demo, small, base, large)).toEqual([
      'English: small.gguf with transcribe-cpp on CPU (0.45 of real time, 5 % of the words of the clip wrong).',
      'Spanish: base.gguf with transcribe-cpp on CPU (0.20 of real time, 20 % of the words of the clip wrong).',
    ]);
  });

  it('is the faster one of two that err as much', () => {
    const slow = measured('slow.gguf', { stepShare: 0.4, wordErrors: { en: 0.1 } });
    const fast = measured('fast.gguf', { stepShare: 0.1, wordErrors: { en: 0.1 } });
    expect(advice(slow, fast)[0]).toContain('fast.gguf');
  });

  it('is a smaller model where no real one keeps up, and says how far the fastest is from it', () => {
    const large = measured('large.gguf', { stepShare: 1.9, finalShare: 2.5, wordErrors: { en: 0 } });
    const larger = measured('larger.gguf', { stepShare: 4, wordErrors: {} });
    expect(advice(demo, larger, large)).toEqual([
      'English, Spanish: nothing fits; the fastest, large.gguf with transcribe-cpp, takes 2.5 of real time. ' +
        'Choose a smaller model, or close other programs.',
    ]);
  });

  it('is a real model where only the bundled one was measured', () => {
    expect(advice(demo)).toEqual([
      'English, Spanish: only the bundled demo model fits, which does not understand real people: get a real model.',
    ]);
  });

  it('says of which languages nothing is known', () => {
    const english = measured('en.gguf', { stepShare: 0.1, wordErrors: { en: 0.1 } });
    expect(advice(english)[1]).toBe('Spanish: nothing that is fast enough knows this language.');
  });

  it('says that the clips are synthetic', () => {
    expect(adviceOf([demo], ['en']).join('\n')).toContain('synthetic demo clips');
  });
});

it('the table has a column for each figure', () => {
  const result = measured('/models/small.gguf', { firstTextMs: 612, peakBytes: 1.0094e9, wordErrors: { en: 0.061 } });
  const slow = measured('slow.gguf', { loadMs: 15_904, firstTextMs: 85_740, stepShare: 85.4, finalShare: 6.14 });
  expect(tableOf([result, slow, measured('demo', {})])).toEqual([
    'model       run by                    on   load    first text  step  finals  memory   word errors',
    'small.gguf  transcribe.cpp (whisper)  CPU  0.50 s  0.61 s      0.20  0.10    1009 MB  en 6 %',
    'slow.gguf   transcribe.cpp (whisper)  CPU  16 s    86 s        85    6.1     100 MB   too slow to tell',
    'demo        transcribe.cpp (whisper)  CPU  0.50 s  -           0.20  0.10    100 MB   -',
  ]);
});
