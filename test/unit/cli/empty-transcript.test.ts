import { describe, expect, it } from 'vitest';
import { whyEmpty } from '../../../src/cli/empty-transcript.ts';

const FILE = 'talk.wav';

describe('whyEmpty', () => {
  it.each([0, 0.00001])('tells silence, of level %d', (loudest) => {
    expect(whyEmpty({ file: FILE, loudest, counters: {}, written: 0 })).toMatch(
      /^The transcript is empty: .*silence.*talk\.wav|talk\.wav.*silence/u,
    );
  });

  it('tells that no speech was found, and how loud it is', () => {
    const reason = whyEmpty({ file: FILE, loudest: 0.1, counters: {}, written: 0 });
    expect(reason).toBe('The transcript is empty: no speech was found in talk.wav (its loudest sound has -20 dB).');
  });

  it('tells why all that was found was left out, the most frequent reason first', () => {
    const counters = { 'discarded-no-text': 1, 'discarded-known-phrase': 3 };
    const reason = whyEmpty({ file: FILE, loudest: 0.1, counters, written: 0 });
    expect(reason).toContain(
      'was left out: a phrase that models invent (3), no words in it (1); its loudest sound has -20 dB.',
    );
  });

  it('says nothing where there is a caption', () => {
    const counters = { finals: 1, 'discarded-no-text': 5 };
    expect(whyEmpty({ file: FILE, loudest: 0.1, counters, written: 1 })).toBeUndefined();
  });

  it('tells that masking has left nothing', () => {
    expect(whyEmpty({ file: FILE, loudest: 0.1, counters: { finals: 2 }, written: 0 })).toBe(
      'The transcript is empty: masking has left no word of what was said in talk.wav (2 captions).',
    );
  });
});
