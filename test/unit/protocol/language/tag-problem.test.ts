import { describe, expect, it } from 'vitest';
import { tagProblem } from '../../../../src/protocol/language/tag-problem.ts';
import { sameTag } from '../../../../src/protocol/language/same-language.ts';

describe('tagProblem', () => {
  it.each([
    ['jp', 'ja for Japanese'],
    ['JP', 'ja for Japanese'],
    ['jp-JP', 'ja-JP for Japanese'],
    ['cn', 'zh for Chinese'],
    ['cn-TW', 'zh-TW for Chinese'],
    ['hk', 'zh-HK for Chinese'],
    ['kr', 'ko for Korean'],
    ['ua', 'uk for Ukrainian'],
    ['cz', 'cs for Czech'],
    ['gr', 'el for Greek'],
    ['dk', 'da for Danish'],
    ['at', 'de for German'],
    ['gb', 'en for English'],
    ['us', 'en for English'],
    ['mx', 'es for Spanish'],
    ['vn', 'vi for Vietnamese'],
    ['ph', 'fil for Filipino'],
    ['il', 'he for Hebrew'],
    ['ir', 'fa for Persian'],
    ['rs', 'sr for Serbian'],
    ['by', 'be for Belarusian'],
    ['kz', 'kk for Kazakh'],
    ['al', 'sq for Albanian'],
    ['ge', 'ka for Georgian'],
    ['kh', 'km for Khmer'],
    ['np', 'ne for Nepali'],
    ['pk', 'ur for Urdu'],
  ])('of %s names the tag that is right', (written, right) => {
    expect(tagProblem(written)).toContain(`: write ${right}`);
  });

  it.each([
    ['kr', 'is Kanuri: write ko for Korean, or kr-NG if you mean it'],
    ['sp', 'is no language: write es for Spanish'],
    ['jap', 'is no language: write ja for Japanese'],
    ['se', 'is Northern Sami: write sv for Swedish, or se-NO if you mean it'],
    ['ee', 'is Ewe: write et for Estonian, or ee-GH if you mean it'],
    ['tw', 'is Akan: write zh-TW for Chinese (Taiwan), or ak if you mean it'],
    ['ch', 'is Chamorro: write de for German, or ch-GU if you mean it'],
    ['japanese', 'is not a language tag: write ja'],
    ['Spanish', 'is not a language tag: write es'],
    ['zz', 'is no language that is known'],
    ['pt_BR', 'is not a language tag: write pt-BR'],
    ['EN_us', 'is not a language tag: write en-US'],
    ['zh_CN.UTF-8', 'is not a language tag: write zh-CN'],
    ['zh-Hant_TW', 'is not a language tag: write zh-Hant-TW'],
    ['sr_RS@latin', 'is not a language tag: write sr-Latn-RS'],
    ['jp_JP.UTF-8', 'is no language: write ja-JP for Japanese (Japan)'],
    ['C.UTF-8', 'is not a language tag such as en, es or pt-BR'],
    ['xx_YY', 'is no language that is known'],
    ['English (US)', 'is not a language tag: write en-US'],
    ['english (uk)', 'is not a language tag: write en-GB'],
    ['Portuguese (Brazil)', 'is not a language tag: write pt-BR'],
    ['Chinese (Traditional)', 'is not a language tag: write zh-Hant'],
    ['Deutsch', 'is not a language tag: write de'],
    ['日本語', 'is not a language tag: write ja'],
    ['Klingon', 'is not a language tag such as en, es or pt-BR'],
    ['', 'is not a language tag such as en, es or pt-BR'],
  ])('of %j is %s', (written, problem) => {
    expect(tagProblem(written)).toBe(problem);
  });

  it.each(
    (
      'en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te ' +
      'fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ' +
      'ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su yue nb fil iw jv zh-TW zh-Hant sr-Latn se-NO es-419 ga hbs'
    ).split(' '),
  )('of %s is none', (tag) => {
    expect(tagProblem(tag)).toBeUndefined();
  });
});

describe('sameTag', () => {
  it.each([
    ['en', 'EN', true],
    ['he', 'iw', true],
    ['no', 'nb', true],
    ['zh-tw', 'zh-TW', true],
    ['en', 'en-GB', false],
    ['zh', 'zh-Hant', false],
    ['nb', 'nn', false],
  ])('of %s and %s is %s', (one, other, same) => {
    expect(sameTag(one, other)).toBe(same);
  });
});
