import { describe, expect, it } from 'vitest';
import { timedTokens } from '../../../../../src/engine/transcription/text/timed-tokens.ts';

describe('timedTokens', () => {
  it('gives each token the times of its word, and how sure the recogniser is of it', () => {
    const words = [
      { text: 'One', startMs: 100, endMs: 300, probability: 0.9 },
      { text: ' two.', startMs: 400, endMs: 700, probability: 0.5 },
    ];
    expect(timedTokens('One two.', 'en', words)).toMatchObject([
      { key: 'one', startMs: 100, endMs: 300, probability: 0.9 },
      { key: 'two', startMs: 400, endMs: 700, probability: 0.5 },
    ]);
  });

  it('takes no word for certain where the recogniser does not tell', () => {
    const [token] = timedTokens('One', 'en', [{ text: 'One', startMs: 100, endMs: 300 }]);
    expect(token).toMatchObject({ startMs: 100, endMs: 300 });
    expect(token).not.toHaveProperty('probability');
  });
});
