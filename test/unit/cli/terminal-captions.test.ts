import { Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TerminalCaptions } from '../../../src/cli/terminal-captions.ts';
import { textUnits } from '../../../src/protocol/text-units.ts';
import { final, partial, translation } from '../../support/caption-builders.ts';

function fakeTerminal(isTTY: boolean, columns = 60) {
  const written: string[] = [];
  const stdout = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      written.push(chunk.toString());
      done();
    },
  });
  return { stdout: Object.assign(stdout, { isTTY, columns }), text: () => written.join('') };
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

  it('breaks captions and notes between words in a narrow terminal, with the rows below the text', () => {
    for (const columns of [60, 40]) {
      const { stdout, text } = fakeTerminal(true, columns);
      const captions = new TerminalCaptions(stdout, status, 'q quits');
      captions.show({ ...final('a', 1, 'Primero abrimos la puerta, después encontramos el mapa.', 'es'), startMs });
      captions.show(translation('a', 1, 'ja', '最初にドアを開け、それから地図を見つけましたとても楽しかったです。'));
      captions.tell({
        type: 'status-notice',
        stage: 'capture',
        level: 'warning',
        code: 'no-sound',
        message: 'Nothing is heard of the microphone.',
        hint: 'Check that it is not muted.',
      });
      const rows = linesOf(text());
      for (const row of rows) expect(textUnits(row)).toBeLessThan(columns);
      expect(rows.filter((row) => /^ {12}\S/u.test(row)).length).toBeGreaterThan(1);
      expect(rows.join(' ').replaceAll(/ +/gu, ' ')).toContain('después encontramos el mapa.');
      expect(rows.some((row) => /^ {8}\S/u.test(row))).toBe(true);
    }
  });

  it('names the speaker of a translation', () => {
    const { stdout, text } = fakeTerminal(false);
    const captions = new TerminalCaptions(stdout, status, '');
    captions.show({ ...final('a', 1, 'Hola.', 'es'), speaker: 'Ana' });
    captions.show({ ...translation('a', 1, 'en', 'Hello.'), speaker: 'Ana' });
    captions.show({ ...translation('a', 1, 'fr', 'Hola.'), speaker: 'Ana', untranslated: true });
    expect(linesOf(text())).toEqual([
      '00:00 es    Ana: Hola.',
      '      en    Ana: Hello.',
      '      fr    Ana: (not translated)',
    ]);
  });

  it('does not repeat what was said as its translation', () => {
    const { stdout, text } = fakeTerminal(false);
    const captions = new TerminalCaptions(stdout, status, '');
    captions.show(final('a', 1, 'Hello.', 'en'));
    captions.show(translation('a', 1, 'en', 'Hello.'));
    captions.show(translation('a', 1, 'es', 'Hola.'));
    expect(linesOf(text())).toEqual(['00:00 en    Hello.', '      es    Hola.']);
  });

  it('shows whole words of what is being said', () => {
    const { stdout, text } = fakeTerminal(true, 30);
    new TerminalCaptions(stdout, status, 'q quits').show(
      partial('a', 1, 'Primero abrimos la puerta', ' después el mapa'),
    );
    expect(stripVTControlCharacters(text())).toBe('la puerta después el mapa\nstarting · q quits');
  });
});

/** What stays, without the lines that move. */
function linesOf(text: string): string[] {
  return stripVTControlCharacters(text.replaceAll(/\n[^\n]*\r\u001b\[2K\u001b\[1A\u001b\[2K/gu, '\n'))
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('starting'));
}
