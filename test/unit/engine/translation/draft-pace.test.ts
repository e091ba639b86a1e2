import { describe, expect, it } from 'vitest';
import { nextDraftMs } from '../../../../src/engine/translation/draft-pace.ts';

describe('a draft is due', () => {
  it.each([
    ['at once after eight more letters', { text: 'we open the door', drafted: 'we open', restedMs: 0 }, 0],
    ['at once after three Chinese characters', { text: '打开门', drafted: '', restedMs: 0 }, 0],
    ['after a rest for fewer', { text: 'we open the', drafted: 'we open', restedMs: 0 }, 600],
    ['when what is left of the rest is over', { text: 'we open the', drafted: 'we open', restedMs: 450 }, 150],
    ['now where the speaker has rested for longer', { text: 'we', drafted: '', restedMs: 900 }, 0],
    ['never where nothing was added', { text: 'we open', drafted: 'we open', restedMs: 9000 }, undefined],
    ['never without text', { text: '', drafted: '', restedMs: 9000 }, undefined],
  ])('%s', (_case, pace, dueMs) => {
    expect(nextDraftMs(pace)).toBe(dueMs);
  });
});
