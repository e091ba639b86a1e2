import { expect, it } from 'vitest';
import { languageName } from '../../../../../src/engine/translation/llm/language-name.ts';

it.each([
  ['es', 'Spanish'],
  ['es-419', 'Spanish (Latin America)'],
  ['pt-BR', 'Portuguese (Brazil)'],
  ['pt_PT', 'Portuguese (Portugal)'],
  ['en-GB', 'English (United Kingdom)'],
  ['zh', 'Chinese (Simplified)'],
  ['zh-CN', 'Chinese (Simplified, China)'],
  ['zh-TW', 'Chinese (Traditional, Taiwan)'],
  ['zh-Hant', 'Chinese (Traditional)'],
  ['sr-Latn', 'Serbian (Latin)'],
  ['nb', 'Norwegian Bokmål'],
  ['no', 'Norwegian'],
  ['iw', 'Hebrew'],
  ['auto', undefined],
  ['und', undefined],
  ['not a tag', undefined],
])('names %s', (tag, name) => {
  expect(languageName(tag)).toBe(name);
});
