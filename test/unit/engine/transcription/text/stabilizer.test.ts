import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HypothesisStabilizer } from '../../../../../src/engine/transcription/text/stabilizer.ts';
import type { TimedToken } from '../../../../../src/engine/transcription/text/timed-tokens.ts';
import { tokenize } from '../../../../../src/engine/transcription/text/tokens.ts';

/** Without times, as of a recogniser that gives none. */
function update(stabilizer: HypothesisStabilizer, text: string, language: string, paused: boolean) {
  return stabilizer.update(tokenize(text, language), language, { paused, soundMs: 1000 });
}

/** A word of a hypothesis as `text start-end probability`, times in seconds. */
function timed(words: readonly string[]): TimedToken[] {
  return words.map((word, index) => {
    const [text = '', times = '', probability = ''] = word.split(' ');
    const [startMs = 0, endMs = 0] = times.split('-').map((seconds) => 1000 * Number(seconds));
    const key = text.toLowerCase().replace(/\W/gu, '');
    return { space: index === 0 ? '' : ' ', surface: text, key, startMs, endMs, probability: Number(probability) };
  });
}

/** What is stable after each hypothesis. @param steps length of the sound in seconds, whether it ends in a pause, words. */
function stableAfter(steps: readonly (readonly [number, 'speaking' | 'paused', ...string[]])[]): string[] {
  const stabilizer = new HypothesisStabilizer();
  return steps.map(([seconds, phase, ...words]) => {
    const sound = { paused: phase === 'paused', soundMs: 1000 * seconds };
    return stabilizer.update(timed(words), 'en', sound).stableText;
  });
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

  it('believes agreement on a word once sound lies behind it, in a pause at once', () => {
    const words = ['The 0-0.3 0.8', 'period 0.3-0.8 0.7', 'was 0.8-1.2 0.8'];
    expect(
      stableAfter([
        [1.25, 'speaking', ...words],
        [1.3, 'speaking', ...words],
        [1.5, 'speaking', ...words],
        [1.6, 'paused', ...words],
      ]),
    ).toEqual(['', 'The', 'The period', 'The period was']);
  });

  it('lets a doubtful word and what follows it wait, the longer the less likely it is', () => {
    const after = (probability: number, seconds: readonly number[]) =>
      stableAfter(
        seconds.map(
          (end) =>
            [
              end,
              'speaking',
              `The 0-0.5 ${probability}`,
              'sum 0.5-0.6 0.95',
              'was 0.6-0.7 0.95',
              'of 1.1-1.2 0.8',
            ] as const,
        ),
      );
    expect(after(0.6, [1.2, 1.4, 1.5])).toEqual(['', 'The sum was', 'The sum was']);
    expect(after(0.3, [1.2, 1.5, 1.8, 1.9])).toEqual(['', '', '', 'The sum was']);
    expect(after(0.2, [1.2, 1.3, 1.4, 2.4, 2.6])).toEqual(['', '', '', '', 'The sum was']);
  });

  it('takes three hypotheses for a doubtful word, however much sound lies behind it', () => {
    const words = ['Ensure 0-0.9 0.3', 'the 0.9-1.1 0.85', 'same 1.1-1.4 0.85', 'period 2.8-3 0.8'];
    expect(
      stableAfter([
        [3, 'speaking', ...words],
        [4, 'speaking', ...words],
        [4.4, 'speaking', ...words],
      ]),
    ).toEqual(['', '', 'Ensure the same']);
  });

  it('believes no agreement of hypotheses that are unsure as a whole, but certain words', () => {
    const unsure = ['Sempre 0-0.9 0.57', 'la 0.9-1.1 0.71', 'radio 1.1-1.5 0.87', 'non 1.5-1.8 0.26', 'sui 1.8-2 0.6'];
    const sure = ['Sempre 0-0.9 0.8', 'alla 0.9-1.1 0.7', 'radio 1.1-1.5 0.9', 'nacque 1.5-1.8 0.7', 'i 1.8-2 0.6'];
    const steps = (words: readonly string[]) => [2.6, 2.8, 3].map((end) => [end, 'speaking', ...words] as const);
    expect(stableAfter(steps(unsure))).toEqual(['', '', '']);
    expect(stableAfter([...steps(unsure), [3.2, 'paused', ...unsure]]).at(-1)).toBe('');
    expect(stableAfter(steps(sure))).toEqual(['', 'Sempre alla radio nacque', 'Sempre alla radio nacque']);
    expect(
      stableAfter(steps(['Sempre 0-0.9 0.95', ...unsure.slice(1).map((word) => word.replace('0.87', '0.4'))])),
    ).toEqual(['Sempre', 'Sempre', 'Sempre']);
  });

  it('keeps no doubtful word from a pause in which the speaker only draws breath', () => {
    const guess = ['And 0-0.5 0.12', 'show. 0.5-1.2 0.45'];
    const better = ['In 0-0.3 0.6', 'short, 0.3-0.8 0.9', 'the 1.2-1.3 0.97', 'period 1.3-1.7 0.96'];
    expect(
      stableAfter([
        [1, 'speaking', ...guess],
        [1.2, 'speaking', ...guess],
        [1.4, 'paused', ...guess],
        [1.9, 'speaking', ...better],
        [2.1, 'speaking', ...better],
      ]),
    ).toEqual(['', '', '', '', 'In short, the']);
  });

  it('finishes what it has where speech goes on without a word, once three hypotheses say so', () => {
    const stabilizer = new HypothesisStabilizer();
    const words = ['I 0.2-0.4 0.9', 'agree. 0.4-0.9 0.7'];
    const settledAt = (seconds: number, paused = false) =>
      stabilizer.update(timed(words), 'en', { paused, soundMs: 1000 * seconds }).settled;
    expect(settledAt(2.2)).toBeUndefined();
    expect(settledAt(2.5)).toBeUndefined();
    expect(settledAt(2.6, true)).toBeUndefined();
    expect(settledAt(2.7)).toMatchObject({ text: 'I agree.', nextWordMs: 900, unheard: { fromMs: 700, toMs: 900 } });
  });

  it('needs no probability', () => {
    const heard = timed(['We 0-0.3', 'won 0.3-0.6', 'it 0.6-1']).map(({ space, surface, key, startMs, endMs }) => ({
      ...{ space, surface, key },
      ...(startMs === undefined || endMs === undefined ? {} : { startMs, endMs }),
    }));
    const stabilizer = new HypothesisStabilizer();
    stabilizer.update(heard, 'en', { paused: false, soundMs: 1200 });
    expect(stabilizer.update(heard, 'en', { paused: false, soundMs: 1400 }).stableText).toBe('We won');
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
