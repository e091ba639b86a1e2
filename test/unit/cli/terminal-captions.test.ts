import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TerminalCaptions } from '../../../src/cli/terminal-captions.ts';
import type { CaptionEvent, UtteranceId } from '../../../src/protocol/caption-event.ts';

function fakeTerminal(isTTY: boolean) {
  const written: string[] = [];
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  return { stdout: Object.assign(stdout, { isTTY, columns: 60 }), text: () => written.join('') };
}

const status = () => ({ stages: [], behindMs: 0, latency: {}, counters: {}, translators: [], notices: [] });
const base = {
  utteranceId: 'a' as UtteranceId,
  sourceId: 's',
  revision: 1,
  startMs: 65_000,
  endMs: 66_000,
  timing: { emittedAtMs: 0 },
};
const final = (text: string): CaptionEvent => ({ ...base, type: 'transcript-final', language: 'es', text });
const partial = (stableText: string, unstableText: string): CaptionEvent => ({
  ...base,
  type: 'transcript-partial',
  language: 'es',
  stableText,
  unstableText,
});

describe('TerminalCaptions', () => {
  it('writes finals and translations as lines that stay', () => {
    const { stdout, text } = fakeTerminal(false);
    const captions = new TerminalCaptions(stdout, status, '');
    captions.show(partial('Hola', ' ami'));
    captions.show(final('Hola amigos.'));
    captions.show({ ...base, type: 'translation-final', language: 'en', text: 'Hello friends.', untranslated: false });
    expect(stripVTControlCharacters(text())).toBe('01:05 es    Hola amigos.\n      en    Hello friends.\n');
  });

  it('shows the moving text and the state below the captions of a terminal, and takes them away at the end', () => {
    const { stdout, text } = fakeTerminal(true);
    const captions = new TerminalCaptions(stdout, status, 'q quits');
    captions.show(partial('Hola', ' ami'));
    expect(stripVTControlCharacters(text())).toBe('Hola ami\nlistening · q quits');
    captions.close();
    expect(text().endsWith('\r\u001b[2K\u001b[1A\u001b[2K')).toBe(true);
  });

  it('lets no control character of a text reach the terminal', () => {
    const { stdout, text } = fakeTerminal(false);
    new TerminalCaptions(stdout, status, '').show(final('a\u001b[2Jb\nc\u0007'));
    expect(text()).not.toContain('\u001b[2J');
    expect(text().split('\n')).toHaveLength(2);
  });
});
