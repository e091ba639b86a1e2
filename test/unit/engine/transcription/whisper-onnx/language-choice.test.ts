import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  among,
  chooseLanguage,
  withoutBias,
  type LanguageProbabilities,
} from '../../../../../src/engine/transcription/whisper-onnx/language-choice.ts';

const CODES = ['en', 'es', 'de', 'fr', 'ja'] as const;

const code = fc.constantFrom(...CODES);
const weights = fc.uniqueArray(fc.tuple(code, fc.double({ min: 1e-6, max: 1, noNaN: true })), {
  minLength: 1,
  selector: ([name]) => name,
});
const probabilities = weights.map((list): LanguageProbabilities => {
  const total = list.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(list.map(([name, weight]) => [name, weight / total]));
});
const sum = (map: LanguageProbabilities): number => [...map.values()].reduce((all, value) => all + value, 0);

describe('chooseLanguage', () => {
  it('takes the likeliest where nothing was spoken before', () => {
    fc.assert(
      fc.property(probabilities, (heard) => {
        const { code: chosen, probability } = chooseLanguage(heard, {});
        expect(heard.get(chosen)).toBe(Math.max(...heard.values()));
        expect(probability).toBe(heard.get(chosen));
      }),
    );
  });

  it('leaves the former language only for one that is eight times likelier', () => {
    fc.assert(
      fc.property(probabilities, code, (heard, former) => {
        const chosen = chooseLanguage(heard, { former }).code;
        const most = Math.max(...heard.values());
        const before = 8 * (heard.get(former) ?? 0);
        fc.pre(Math.abs(most - before) > 1e-9);
        if (before > most) expect(chosen).toBe(former);
        else expect(heard.get(chosen)).toBe(most);
      }),
    );
  });

  it('corrects itself within an utterance only for a language that is twice as likely', () => {
    fc.assert(
      fc.property(probabilities, code, (heard, earlier) => {
        const chosen = chooseLanguage(heard, { earlier }).code;
        const most = Math.max(...heard.values());
        const before = 2 * (heard.get(earlier) ?? 0);
        fc.pre(Math.abs(most - before) > 1e-9);
        if (before > most) expect(chosen).toBe(earlier);
        else expect(heard.get(chosen)).toBe(most);
      }),
    );
  });

  it('forgets the former language once the utterance was surely in another one', () => {
    const heard = new Map([
      ['en', 0.12],
      ['es', 0.42],
    ]);
    expect(chooseLanguage(heard, { former: 'en' }).code).toBe('en');
    expect(chooseLanguage(heard, { former: 'en', earlier: 'es' }).code).toBe('es');
  });

  it('does not change back and forth while no language gains or loses more than a little', () => {
    const shares = fc.array(fc.double({ min: 0, max: 0.4, noNaN: true }), { minLength: 2, maxLength: 20 });
    const middle = fc.double({ min: 0.02, max: 0.98, noNaN: true });
    fc.assert(
      fc.property(shares, middle, fc.option(code, { nil: undefined }), (noise, center, former) => {
        let earlier: string | undefined;
        const changes = noise.filter((amount) => {
          // The odds between the two change by less than a factor of two.
          const odds = (center / (1 - center)) * (1 + amount);
          const heard = new Map([
            ['en', odds / (1 + odds)],
            ['es', 1 / (1 + odds)],
          ]);
          const before = earlier;
          earlier = chooseLanguage(heard, { former, earlier }).code;
          return before !== undefined && before !== earlier;
        });
        expect(changes.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('tells how likely the sound makes the language, also where the former one stays', () => {
    const heard = new Map([
      ['en', 0.7],
      ['es', 0.3],
    ]);
    expect(chooseLanguage(heard, { former: 'es' })).toEqual({ code: 'es', probability: 0.3 });
  });
});

describe('withoutBias', () => {
  it('says Spanish where the model says English only as much as it does to silence', () => {
    const silence = new Map([
      ['en', 0.45],
      ['es', 0.02],
      ['la', 0.0001],
    ]);
    const heard = new Map([
      ['en', 0.5],
      ['es', 0.4],
      ['la', 0.1],
    ]);
    const corrected = withoutBias(heard, silence);
    expect(chooseLanguage(corrected, {}).code).toBe('es');
    expect(corrected.get('la')).toBeLessThan(corrected.get('es')! / 2);
  });

  it('gives probabilities, and keeps the order of languages that silence makes equally likely', () => {
    fc.assert(
      fc.property(probabilities, probabilities, (heard, silence) => {
        expect(sum(withoutBias(heard, silence))).toBeCloseTo(1);
        const even = withoutBias(heard, new Map());
        for (const [name, value] of heard) expect(even.get(name)).toBeCloseTo(value);
      }),
    );
  });
});

describe('among', () => {
  it('keeps the wanted languages only, in the same relation', () => {
    fc.assert(
      fc.property(probabilities, fc.subarray([...CODES]), (heard, codes) => {
        const wanted = among(heard, codes);
        expect(sum(wanted)).toBeCloseTo(1);
        const known = codes.filter((name) => heard.has(name));
        expect([...wanted.keys()].toSorted()).toEqual((known.length === 0 ? [...heard.keys()] : known).toSorted());
        const [one] = wanted.keys();
        for (const name of wanted.keys()) {
          expect(wanted.get(name)! / wanted.get(one!)!).toBeCloseTo(heard.get(name)! / heard.get(one!)!, 5);
        }
      }),
    );
  });
});
