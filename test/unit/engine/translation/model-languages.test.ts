import { expect, it } from 'vitest';
import { modelLanguages } from '../../../../src/engine/translation/local/model-languages.ts';

it.each([
  ['zh', ['zh'], ['zh']],
  ['zh-CN', ['zh'], ['zh']],
  ['zh-Hans-SG', ['zh'], ['zh']],
  ['zh-TW', ['zh-Hant'], ['zh-Hant']],
  ['zh_HK', ['zh-Hant'], ['zh-Hant']],
  ['zh-hant', ['zh-Hant'], ['zh-Hant']],
  ['no', ['nb', 'no'], ['nb']],
  ['nb-NO', ['nb', 'no'], ['nb']],
  ['nn', ['nn', 'nb', 'no'], ['nn']],
  ['sr', ['sr', 'hbs'], ['sr']],
  ['sr-Cyrl', ['sr', 'hbs'], ['sr']],
  ['sr-Latn', ['sr', 'hbs'], ['sr-Latn']],
  ['hr', ['hr', 'hbs'], ['hr']],
  ['bs', ['bs', 'hbs'], ['bs']],
  ['pt-BR', ['pt'], ['pt']],
  ['pt-PT', ['pt'], ['pt']],
  ['es-419', ['es'], ['es']],
  ['en-GB', ['en'], ['en']],
  ['iw', ['he'], ['he']],
  ['fil', ['tl'], ['tl']],
  ['uz-Cyrl', ['uz-Cyrl'], ['uz-Cyrl']],
  ['auto', [], []],
  ['und', [], []],
  ['', [], []],
  ['not a tag', [], []],
])('a text in "%s" is read by models of %j and written by models of %j', (tag, source, target) => {
  expect(modelLanguages(tag, 'source')).toEqual(source);
  expect(modelLanguages(tag, 'target')).toEqual(target);
});
