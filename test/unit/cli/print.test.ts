import { PassThrough } from 'node:stream';
import { WriteStream } from 'node:tty';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CLEAR_LINE, print, printable, printJson, printLine, printText, styles } from '../../../src/cli/print.ts';

const HOSTILE = 'a\u001b]0;title\u0007\u001b[2J\u009b1mb\u202e\r\n\u2028c\0';

function written(write: (stream: PassThrough) => void): string {
  const stream = new PassThrough({ encoding: 'utf8' });
  write(stream);
  return (stream.read() as string | null) ?? '';
}

describe('what reaches a terminal', () => {
  it('is clean and on one line, whoever wrote it', () => {
    expect(written((stream) => printLine(stream, HOSTILE))).toBe('ab c\n');
    expect(written((stream) => printLine(stream, printable`name: ${HOSTILE}, ${3} times`))).toBe(
      'name: ab c, 3 times\n',
    );
    expect(written((stream) => print(stream, styles.bold(HOSTILE)))).toContain('ab c');
    expect(written((stream) => print(stream, styles.bold(HOSTILE)))).not.toContain('\u001b[2J');
  });

  it('has our own moves of the cursor, also inside of another piece', () => {
    expect(written((stream) => print(stream, printable`${CLEAR_LINE}${HOSTILE}`))).toBe('\r\u001b[2Kab c');
  });

  it('keeps the lines of a text that has some', () => {
    expect(written((stream) => printText(stream, `one\n  two${HOSTILE}\n`))).toBe('one\n  twoab\n\nc\n');
  });

  it('is JSON of the same value, with escapes for all that is no plain text', () => {
    const value = { text: `${HOSTILE}می‌خواهم 👩‍👧\u{e0041}\ufeff` };
    const line = written((stream) => printJson(stream, value));
    expect(JSON.parse(line)).toEqual(value);
    expect(line).toContain('می‌خواهم 👩‍👧');
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u202e\u2028\ufeff]|\u{e0041}/u);
  });
});

describe('colours', () => {
  const RED = '\u001b[31mno\u001b[39m\n';
  const inRed = (): string => written((stream) => printLine(stream, styles.red('no')));
  const environment = (values: Readonly<Record<string, string | undefined>>): void => {
    for (const name of ['CI', 'NO_COLOR', 'FORCE_COLOR']) vi.stubEnv(name, values[name]);
  };

  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each([{}, { CI: 'true' }, { FORCE_COLOR: '0' }, { FORCE_COLOR: '1', NO_COLOR: '1' }])(
    'are not written into a file or a pipe, with %j',
    (values) => {
      environment(values);
      expect(inRed()).toBe('no\n');
    },
  );

  it('are written where they are asked for', () => {
    environment({ FORCE_COLOR: '1' });
    expect(inRed()).toBe(RED);
  });

  it.each([true, false])('are those of the terminal that is written to, which has them: %s', (has) => {
    environment({ FORCE_COLOR: has ? undefined : '1' });
    const lines: string[] = [];
    const fake = { hasColors: () => has, write: (line: string) => lines.push(line) };
    printLine(Object.setPrototypeOf(fake, WriteStream.prototype) as WriteStream, styles.red(printable`n${'o'}`));
    expect(lines).toEqual([has ? RED : 'no\n']);
  });

  it('leave moves of the cursor where they are', () => {
    environment({});
    expect(written((stream) => print(stream, printable`${CLEAR_LINE}${styles.dim('a')}`))).toBe('\r\u001b[2Ka');
  });
});
