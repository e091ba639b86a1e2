import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypothesisStabilizer } from '../../../../src/engine/transcription/text/stabilizer.ts';
import { tokenize } from '../../../../src/engine/transcription/text/tokens.ts';

/** Without times, as of a recogniser that gives none. */
function update(stabilizer: HypothesisStabilizer, text: string, language: string, paused: boolean) {
  return stabilizer.update(tokenize(text, language), language, { paused, soundMs: 1000 });
}

function shown(texts: readonly string[], language = 'en'): string[] {
  const stabilizer = new HypothesisStabilizer();
  return texts.map((text) => {
    const { stableText, unstableText } = update(stabilizer, text, language, false);
    return `${stableText}|${unstableText}`;
  });
}

/** Hypotheses as a recogniser makes them: growing beginnings of one sentence, with errors in the newest words. */
const hypotheses = (unit: fc.Arbitrary<string>) =>
  fc
    .record({
      truth: fc.array(unit, { minLength: 1, maxLength: 12 }),
      steps: fc.array(fc.record({ heard: fc.nat(12), errors: fc.array(unit, { maxLength: 3 }), drop: fc.nat(2) }), {
        minLength: 1,
        maxLength: 10,
      }),
    })
    .map(({ truth, steps }) =>
      steps.map(({ heard, errors, drop }) => [...truth.slice(0, Math.max(0, heard - drop)), ...errors]),
    );

const word = fc.constantFrom('we', 'We', 'found', 'the', 'the,', 'golden', 'key.', 'key', 'door?', '- yes', 'you !');
const character = fc.constantFrom('今', '日', 'は', '。', 'い', '天', 'GPU', '気');

describe('HypothesisStabilizer', () => {
  it('shows all but the newest word, and commits what two hypotheses agree on', () => {
    expect(shown(['We', 'We found', 'We found the', 'We found the key'])).toEqual([
      '|',
      'We|',
      'We found|',
      'We found the|',
    ]);
    expect(shown(['We', 'We found the key'])).toEqual(['|', 'We| found the']);
  });

  it('shows the newest word once it was heard twice without a mark, but does not commit it', () => {
    expect(shown(['We found the', 'We found the', 'We found the key'])).toEqual([
      '|We found',
      'We found| the',
      'We found the|',
    ]);
  });

  it('shows the newest word in a pause', () => {
    const stabilizer = new HypothesisStabilizer();
    expect(update(stabilizer, 'We won!', 'en', true)).toEqual({ stableText: '', unstableText: 'We won!' });
    expect(update(stabilizer, 'We won!', 'en', true)).toEqual({ stableText: 'We won', unstableText: '!' });
  });

  it('keeps committed words when a later hypothesis disagrees', () => {
    expect(shown(['We found the', 'We found the key', 'He found the key today']).at(-1)).toMatch(/^We found the/u);
  });

  it('lets marks after the last committed word wait', () => {
    expect(shown(['Hola. A', 'Hola. A', 'Hola, amigos míos'])).toEqual(['|Hola', 'Hola|. A', 'Hola|, amigos']);
  });

  it('works by clusters where words are not separated', () => {
    expect(shown(['今日は', '今日はいい'], 'ja')).toEqual(['|今日', '今日は|い']);
  });

  it('takes the last hypothesis as it is when it holds the committed words', () => {
    const stabilizer = new HypothesisStabilizer();
    update(stabilizer, 'we found the', 'en', true);
    update(stabilizer, 'we found the key', 'en', false);
    expect(stabilizer.finish('We found the key, friends.', 'en')).toEqual({
      text: 'We found the key, friends.',
      disagreed: false,
    });
  });

  it('keeps the committed words in the final, and says so', () => {
    const stabilizer = new HypothesisStabilizer();
    update(stabilizer, 'we found the', 'en', true);
    update(stabilizer, 'we found the key', 'en', false);
    expect(stabilizer.finish('He found the door.', 'en')).toEqual({ text: 'we found the door.', disagreed: true });
    expect(stabilizer.finish('', 'en')).toEqual({ text: 'we found the', disagreed: true });
  });

  it.each([
    ['en', hypotheses(word), ' '],
    ['ja', hypotheses(character), ''],
  ])('never shortens or changes stable text, and the final holds it (%s)', (language, generated, joint) => {
    fc.assert(
      fc.property(generated, (steps) => {
        const stabilizer = new HypothesisStabilizer();
        let before = '';
        for (const step of steps.slice(0, -1)) {
          const { stableText } = update(stabilizer, step.join(joint), language, step.length % 2 === 0);
          expect(stableText.startsWith(before)).toBe(true);
          before = stableText;
        }
        const { text } = stabilizer.finish(steps.at(-1)?.join(joint) ?? '', language);
        const committed = tokenize(before, language).map(({ key }) => key);
        const final = tokenize(text, language).map(({ key }) => key);
        expect(final.slice(0, committed.length)).toEqual(committed);
      }),
      { numRuns: 500 },
    );
  });
});
