import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAccents } from '../../../../../src/engine/vocabulary/rewriting/fold.ts';
import { GrowingText } from '../../../../../src/engine/vocabulary/rewriting/growing-text.ts';
import { PhraseTrie } from '../../../../../src/engine/vocabulary/rewriting/phrase-trie.ts';
import { TextRewriter, type Replacement } from '../../../../../src/engine/vocabulary/rewriting/text-rewriter.ts';

function rewriterOf(phrases: readonly (readonly [phrase: string, replacement: string])[]): TextRewriter {
  const trie = new PhraseTrie<Replacement>(foldAccents);
  for (const [phrase, replacement] of phrases) trie.add(phrase, () => replacement);
  return new TextRewriter(trie);
}

/** Texts of few different words, so that phrases are met often. Each word brings what stands before it. */
interface Script {
  readonly word: fc.Arbitrary<string>;
  readonly gap: fc.Arbitrary<string>;
  readonly phraseGap: string;
  /** What is compared of two texts: their words or characters without case and marks. */
  readonly units: (text: string) => string[];
}

const spaced: Script = {
  word: fc.constantFrom('over', 'Lingo', 'ö', 'c', '+', "don't", 'x1'),
  gap: fc.constantFrom(' ', ' ', ' ', ', ', '. ', '-', '! '),
  phraseGap: ' ',
  units: (text) => text.toLowerCase().match(/[\p{L}\p{N}*'’]+|[+[\]]/gu) ?? [],
};
const unspaced: Script = {
  word: fc.constantFrom('東', '京', 'ー', 'が', 'กู้', 'OBS'),
  gap: fc.constantFrom('', '', '', '、', '。', ' '),
  phraseGap: '',
  units: (text) => text.toLowerCase().match(/[\p{L}\p{M}*[\]]/gu) ?? [],
};

const replacement = fc.constantFrom('Term', 'two Words', '', '[…]', '東京', 'c**');

/** A stream of words, phrases that may be in it, and the lengths in words of the partials that show it. */
const streams = ({ word, gap, phraseGap }: Script) =>
  fc.record({
    heard: fc.array(fc.tuple(gap, word), { minLength: 1, maxLength: 14 }),
    phrases: fc.array(
      fc.tuple(
        fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(phraseGap)),
        replacement,
      ),
      { maxLength: 8 },
    ),
    steps: fc.array(fc.record({ stable: fc.nat(14), ahead: fc.nat(4), wrong: fc.array(fc.tuple(gap, word)) }), {
      maxLength: 8,
    }),
  });

type Pieces = readonly (readonly [gap: string, word: string])[];

/** Two words of Latin letters have a space between them in any language. */
function join(pieces: Pieces): string {
  return pieces.reduce((text, [gap, word]) => {
    const glued = gap === '' && /[a-z0-9]$/iu.test(text) && /^[a-z0-9]/iu.test(word);
    return text === '' ? word : text + (glued ? ' ' : gap) + word;
  }, '');
}

/** What a recogniser gives: a stable text that grows, and a guess of what follows. */
function partialsOf(heard: Pieces, steps: readonly { stable: number; ahead: number; wrong: Pieces }[]) {
  let stable = 0;
  return steps.map((step) => {
    stable = Math.max(stable, Math.min(step.stable, heard.length));
    const stableText = join(heard.slice(0, stable));
    const whole = join([...heard.slice(0, stable + step.ahead), ...(stable > 0 ? step.wrong : [])]);
    return { stableText, unstableText: whole.slice(stableText.length) };
  });
}

describe.each([
  ['with spaces', spaced],
  ['without spaces', unspaced],
])('GrowingText %s', (_, script) => {
  it('lets stable text only grow, shows the whole text rewritten, and begins the final with what was stable', () => {
    fc.assert(
      fc.property(streams(script), ({ heard, phrases, steps }) => {
        const rewriter = rewriterOf(phrases);
        const growing = new GrowingText();
        let shown = '';
        for (const { stableText, unstableText } of partialsOf(heard, steps)) {
          const result = growing.update(rewriter, stableText, unstableText);
          expect(result.stableText.startsWith(shown)).toBe(true);
          expect(result.stableText + result.unstableText).toBe(rewriter.rewrite(stableText + unstableText).text);
          shown = result.stableText;
        }
        const final = growing.finish(rewriter, join(heard));
        expect(final).toBe(rewriter.rewrite(join(heard)).text);
        expect(final.startsWith(shown)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('begins the final with the stable words also where it has other marks and capitals, or the phrases change', () => {
    const change = fc.record({
      gaps: fc.array(script.gap, { minLength: 14, maxLength: 14 }),
      capitals: fc.boolean(),
      others: fc.boolean(),
    });
    fc.assert(
      fc.property(streams(script), change, ({ heard, phrases, steps }, { gaps, capitals, others }) => {
        const growing = new GrowingText();
        const rewriter = rewriterOf(phrases);
        let shown = '';
        for (const { stableText, unstableText } of partialsOf(heard, steps)) {
          shown = growing.update(rewriter, stableText, unstableText).stableText;
        }
        const changed = heard.map(
          ([, word], index) => [gaps[index] ?? '', capitals ? word.toUpperCase() : word] as const,
        );
        const final = growing.finish(others ? rewriterOf(phrases.slice(1)) : rewriter, join(changed));
        expect(script.units(final).slice(0, script.units(shown).length)).toEqual(script.units(shown));
      }),
      { numRuns: 500 },
    );
  });
});

describe('GrowingText', () => {
  const rewriter = rewriterOf([
    ['over lingo', 'Overlingo'],
    ['over lingo live', 'Overlingo Live'],
  ]);

  it('holds back words that may be the beginning of a phrase until it is known', () => {
    const growing = new GrowingText();
    const shown = ['I use over', 'I use over lingo', 'I use over lingo now'].map(
      (stable) => growing.update(rewriter, stable, '').stableText,
    );
    expect(shown).toEqual(['I use', 'I use', 'I use Overlingo now']);
  });

  it('shows a phrase as unstable as soon as it is heard', () => {
    const growing = new GrowingText();
    expect(growing.update(rewriter, 'I use over', ' lingo')).toEqual({
      stableText: 'I use',
      unstableText: ' Overlingo',
    });
  });

  it('does not commit a word that goes on in the unstable text', () => {
    const growing = new GrowingText();
    expect(growing.update(rewriter, 'We class', 'ify')).toEqual({ stableText: 'We', unstableText: ' classify' });
  });

  it('keeps the stable words of the final where its marks divide a phrase that was shown', () => {
    const growing = new GrowingText();
    growing.update(rewriter, 'over lingo is', '');
    expect(growing.finish(rewriter, 'Over. Lingo is here!')).toBe('Overlingo is here!');
  });

  it('takes capitals and marks of stable words from the final', () => {
    const growing = new GrowingText();
    growing.update(rewriter, 'hello there i am', '');
    expect(growing.finish(rewriter, 'Hello there, I am here.')).toBe('Hello there, I am here.');
  });
});
