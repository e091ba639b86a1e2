import { expect, it } from 'vitest';
import { ignoredTermsNotice } from '../../../../src/engine/run/ignored-terms.ts';
import { BUILT_IN_TRANSLATORS } from '../../../../src/engine/translation/built-in-translators.ts';
import { parseGlossary } from '../../../../src/engine/vocabulary/glossary/parse-glossary.ts';
import { Glossary } from '../../../../src/engine/vocabulary/glossary/glossary.ts';

const { local, deepl, whisper } = BUILT_IN_TRANSLATORS;
const known = Object.values(BUILT_IN_TRANSLATORS);
const terms = new Glossary(parseGlossary('terms.tsv', 'term\tlanguage\tes\nGolden Key\ten\tLlave de Oro\n'), 1);
const plain = new Glossary(parseGlossary('terms.tsv', 'term\nGolden Key\n'), 1);

it('tells of translators that cannot use the glossary, and of those that can', () => {
  expect(ignoredTermsNotice([local], known, { terms, targets: ['es'] })).toMatchObject({
    level: 'warning',
    code: 'terms-ignored',
    message:
      'The translator local cannot use the translations in the glossary: terms may be translated in other words.',
    hint: expect.stringMatching(/choose deepl or llm with --translator\.$/u) as string,
  });
  expect(ignoredTermsNotice([whisper, local], known, { terms, targets: ['es'] })?.message).toMatch(
    /^The translators whisper and local cannot/u,
  );
  expect(ignoredTermsNotice([deepl, local], known, { terms, targets: ['es'] })?.level).toBe('info');
});

it('says nothing where nothing is lost', () => {
  expect(ignoredTermsNotice([deepl], known, { terms, targets: ['es'] })).toBeUndefined();
  expect(ignoredTermsNotice([local], known, { terms, targets: ['fr'] })).toBeUndefined();
  expect(ignoredTermsNotice([local], known, { terms: plain, targets: ['es'] })).toBeUndefined();
  expect(ignoredTermsNotice([local], known, { terms: undefined, targets: ['es'] })).toBeUndefined();
});
