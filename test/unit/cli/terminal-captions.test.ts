import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TerminalCaptions } from '../../../src/cli/terminal-captions.ts';
import { final, partial, translation } from '../../support/caption-builders.ts';

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
/** One minute and five seconds into the stream. */
const startMs = 65_000;

describe('TerminalCaptions', () => {
  it('writes finals and translations as lines that stay', () => {
    const { stdout, text } = fakeTerminal(false);
    const captions = new TerminalCaptions(stdout, status, '');
    captions.show(partial('a', 1, 'Hola', ' ami'));
    captions.show({ ...final('a', 1, 'Hola amigos.', 'es'), startMs });
    captions.show(translation('a', 1, 'en', 'Hello friends.'));
    expect(stripVTControlCharacters(text())).toBe('01:05 es    Hola amigos.\n      en    Hello friends.\n');
  });

  it('shows the moving text and the state below the captions of a terminal, and takes them away at the end', () => {
    const { stdout, text } = fakeTerminal(true);
    const captions = new TerminalCaptions(stdout, status, 'q quits');
    captions.show(partial('a', 1, 'Hola', ' ami'));
    expect(stripVTControlCharacters(text())).toBe('Hola ami\nstarting · q quits');
    captions.close();
    expect(text().endsWith('\r\u001b[2K\u001b[1A\u001b[2K')).toBe(true);
  });

  it('lets no control character of a text reach the terminal', () => {
    const { stdout, text } = fakeTerminal(false);
    new TerminalCaptions(stdout, status, '').show(final('a', 1, 'a\u001b[2Jb\nc\u0007'));
    expect(text()).not.toContain('\u001b[2J');
    expect(text().split('\n')).toHaveLength(2);
  });
});
