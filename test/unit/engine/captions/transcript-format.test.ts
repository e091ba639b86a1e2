import { describe, expect, it } from 'vitest';
import { formatCue, transcriptHeader, type TranscriptCue } from '../../../../src/engine/captions/transcript-format.ts';

const cue: TranscriptCue = {
  startMs: 3_723_004.6,
  endMs: 3_725_000,
  language: 'es',
  text: 'Hola.',
  translations: { en: 'Hello.' },
};

describe('formatCue', () => {
  it('writes SubRip times with a comma', () => {
    expect(formatCue('srt', cue, 7, ['Hola.', 'Hello.'])).toBe('7\n01:02:03,005 --> 01:02:05,000\nHola.\nHello.\n\n');
  });

  it('writes WebVTT with a header, a point in the times, and escaped markup', () => {
    expect(transcriptHeader('vtt')).toBe('WEBVTT\n\n');
    expect(formatCue('vtt', cue, 1, ['<b>1 --> 2 & 3'])).toBe(
      '1\n01:02:03.005 --> 01:02:05.000\n&lt;b&gt;1 --&gt; 2 &amp; 3\n\n',
    );
  });

  it('writes Advanced SubStation with a style, hundredths of seconds, and line breaks of its own', () => {
    expect(transcriptHeader('ass')).toMatch(/^\[Script Info\]\n[^]*\n\[Events\]\nFormat: [^\n]*, Text\n$/u);
    expect(formatCue('ass', cue, 1, ['Hola, todos.', 'Hello.'])).toBe(
      'Dialogue: 0,1:02:03.00,1:02:05.00,Default,,0,0,0,,Hola, todos.\\NHello.\n',
    );
  });

  it('writes plain text, and keeps a cue on its lines', () => {
    expect(formatCue('txt', cue, 1, ['one\r\n\r\ntwo', 'three'])).toBe('one two\nthree\n');
    expect(formatCue('srt', cue, 1, ['one\n\n2'])).toContain('\none 2\n\n');
  });

  it('writes the whole cue as one line of JSON', () => {
    const line = formatCue('jsonl', cue, 1, []);
    expect(line.endsWith('}\n')).toBe(true);
    expect(JSON.parse(line)).toEqual(cue);
  });
});
