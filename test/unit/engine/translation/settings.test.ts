import { describe, expect, it } from 'vitest';
import { settingInfos } from '../../../../src/engine/setting.ts';
import { translationSection } from '../../../../src/engine/translation/settings.ts';
import { dummyTranslator } from '../../../support/dummy-translator.ts';

const section = translationSection();

/** What a file would hold, for what stands behind an option. */
function fromText(name: 'budget' | 'price' | 'draftLimit' | 'readingMode', text: string): unknown {
  return settingInfos.get(section.shape[name])?.fromText?.(text);
}

function problemOf(given: unknown): string {
  const [issue] = section.safeParse(given).error?.issues ?? [];
  return issue === undefined ? '' : `${issue.path.join('.')} ${issue.message}`;
}

describe('the section of translation', () => {
  it('has a default for everything', () => {
    expect(section.parse({})).toMatchObject({
      targets: [],
      translators: ['local'],
      deepl: { keyVariable: 'DEEPL_API_KEY', model: 'fast', partials: false, formality: 'default' },
      llm: { style: 'plain' },
      budget: {},
      draftLimit: 1500,
    });
  });

  it('has a part only for translators that have anything to set', () => {
    expect(Object.keys(section.shape)).toEqual(expect.arrayContaining(['deepl', 'llm']));
    expect(section.shape).not.toHaveProperty('local');
  });

  it.each([
    ['budget', 'deepl=500000, llm=2000000', { deepl: 500_000, llm: 2_000_000 }],
    ['price', 'deepl=25,llm=0.4/1.6', { deepl: 25, llm: { input: 0.4, output: 1.6 } }],
    ['draftLimit', '300', 300],
    ['readingMode', 'yes', true],
  ] as const)('reads --%s %s as a file has it', (name, text, expected) => {
    const value = fromText(name, text);
    expect(value).toEqual(expected);
    expect(section.parse({ [name]: value })[name]).toEqual(expected);
  });

  it.each([
    ['budget', 'deepl=5,llm=many', 'llm=many', 'is not like deepl=500000'],
    ['budget', 'local=5', 'local=5', 'is not like deepl=500000'],
    ['price', 'llm=1', 'llm=1', 'is not like deepl=25'],
    ['budget', '__proto__=5', '__proto__=5', 'is not like deepl=500000'],
    ['budget', 'constructor=5', 'constructor=5', 'is not like deepl=500000'],
    ['price', 'deepl=5,__proto__=5', '__proto__=5', 'is not like deepl=25'],
    ['price', 'constructor=5', 'constructor=5', 'is not like deepl=25'],
    ['draftLimit', 'many', 'many', 'is not a number'],
  ] as const)('refuses --%s %s by what is wrong of it', (name, text, wrong, problem) => {
    expect(fromText(name, text)).toBe(wrong);
    expect(problemOf({ [name]: wrong })).toContain(problem);
  });

  it.each([
    [{ budget: { llm: 'many' } }, 'budget.llm is not a number of tokens a month'],
    [{ translators: ['magic'] }, 'translators.0 is not deepl, llm, local or whisper'],
    [{ targets: ['en', 'EN'] }, 'targets names a language twice'],
    [{ targets: ['no', 'nb'] }, 'targets names a language twice'],
    [{ targets: ['fr', 'jp'] }, 'targets.1 is no language: write ja for Japanese'],
    [{ targets: ['auto'] }, 'targets.0 cannot be auto'],
    [{ deepl: { model: 'slow' } }, 'deepl.model is not fast or best'],
    [{ llm: { url: 'ftp://here' } }, 'llm.url is not an address'],
  ])('says what is wrong with %o', (given, problem) => {
    expect(problemOf(given)).toContain(problem);
  });

  it('has a part for a translator that is added', () => {
    const parsed = translationSection([dummyTranslator]).parse({
      translators: ['dummy'],
      dummy: { mark: '?' },
      budget: { dummy: 10 },
    });
    expect(parsed).toMatchObject({ translators: ['dummy'], dummy: { mark: '?' }, budget: { dummy: 10 } });
    expect(translationSection([dummyTranslator]).parse({})).toMatchObject({ dummy: { mark: '!' } });
  });
});
