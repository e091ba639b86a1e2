import { expect, it } from 'vitest';
import { wordsOf } from '../../../../src/engine/translation/words.ts';

it.each([
  ['Hello, my friends!', 'en', ['Hello', 'my', 'friends']],
  ['今日はゲームをします。', 'ja', ['今日', 'は', 'ゲーム', 'を', 'し', 'ます']],
  ['one two', 'not a tag', ['one', 'two']],
])('the words of "%s" (%s)', (text, language, words) => {
  expect(wordsOf(text, language).map(({ segment }) => segment)).toEqual(words);
});
