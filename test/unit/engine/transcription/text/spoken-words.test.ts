import { describe, expect, it } from 'vitest';
import { spokenWords } from '../../../../../src/engine/transcription/text/spoken-words.ts';
import { timedTokens } from '../../../../../src/engine/transcription/text/timed-tokens.ts';

describe('spokenWords', () => {
  it('tells when each word was spoken, and how long it is, but not which one', () => {
    const heard = [
      { text: ' Hola', startMs: 100, endMs: 400 },
      { text: ' a todos.', startMs: 500, endMs: 900 },
    ];
    expect(spokenWords(timedTokens('Hola a todos.', 'es', heard), 2000)).toEqual([
      { length: 4, startMs: 2100, endMs: 2400 },
      { length: 7, startMs: 2500, endMs: 2900 },
    ]);
  });

  it('tells nothing where the recogniser tells no times', () => {
    expect(spokenWords(timedTokens('Hola a todos.', 'es'), 0)).toBeUndefined();
    expect(spokenWords([], 0)).toBeUndefined();
  });
});
