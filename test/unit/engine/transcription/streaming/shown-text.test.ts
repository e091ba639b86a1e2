import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../../src/engine/transcription/guards/guard.ts';
import { ShownText } from '../../../../../src/engine/transcription/streaming/shown-text.ts';

const accept = (text: string): Verdict => ({ accepted: true, text, cuts: [] });
const refuse = (): Verdict => ({ accepted: false, reason: 'known-phrase' });
const withoutRemarks = (text: string): Verdict => {
  const kept = text.replaceAll(/\s*\[\w*\]?\s*/gu, ' ').trim();
  return { accepted: true, text: kept, cuts: kept === text ? [] : ['remark'] };
};

describe('ShownText', () => {
  it('shows what is committed as stable and the rest as unstable, marks and all', () => {
    const shown = new ShownText();
    expect(shown.take('', ' 12:30', accept)).toEqual({ stableText: '', unstableText: '12:30' });
    expect(shown.take(' 12:30 ', 'is', accept)).toEqual({ stableText: '12:30', unstableText: ' is' });
    expect(shown.take(' 12:30 is $3.50.', '', accept)).toEqual({ stableText: '12:30 is $3.50.', unstableText: '' });
    expect(shown.finish('12:30 is $3.50.', 'en')).toEqual({ text: '12:30 is $3.50.', disagreed: false });
  });

  it('keeps a text back that the guards refuse, until they do not', () => {
    const shown = new ShownText();
    expect(shown.take('Thank you.', '', refuse)).toBe('known-phrase');
    expect(shown.stableText).toBe('');
    expect(shown.take('Thank you. All', '', accept)).toEqual({ stableText: 'Thank you. All', unstableText: '' });
  });

  it('leaves out what the guards take out', () => {
    const shown = new ShownText();
    expect(shown.take('[music]', ' Hello', withoutRemarks)).toEqual({ stableText: '', unstableText: 'Hello' });
    expect(shown.take('[music] Hello', ' there', withoutRemarks)).toEqual({
      stableText: 'Hello',
      unstableText: ' there',
    });
  });

  it('takes nothing back that was stable, though the guards would take it out now', () => {
    const shown = new ShownText();
    shown.take('Hello world', '', accept);
    const cutBack = (): Verdict => ({ accepted: true, text: 'Hello', cuts: ['repetition'] });
    expect(shown.take('Hello world', ' world', cutBack)).toEqual({ stableText: 'Hello world', unstableText: '' });
    expect(shown.finish('Hello', 'en')).toEqual({ text: 'Hello world', disagreed: true });
    expect(shown.finish('Hello word again', 'en')).toEqual({ text: 'Hello world again', disagreed: true });
  });
});
