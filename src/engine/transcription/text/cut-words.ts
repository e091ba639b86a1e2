import type { HeardWord } from '../recognizer.ts';

/** The words of a text, which all joined are, behind so many of its characters. One that is cut keeps its times. */
export function wordsBehind(words: readonly HeardWord[], characters: number): readonly HeardWord[] {
  return cut(words, (text, start) => text.slice(Math.max(0, characters - start)));
}

/** The words of the first so many characters. */
export function wordsUpTo(words: readonly HeardWord[], characters: number): readonly HeardWord[] {
  return cut(words, (text, start) => text.slice(0, Math.max(0, characters - start)));
}

function cut(words: readonly HeardWord[], part: (text: string, start: number) => string): readonly HeardWord[] {
  let start = 0;
  return words.flatMap((word) => {
    const text = part(word.text, start);
    start += word.text.length;
    return text === '' ? [] : [{ ...word, text }];
  });
}
