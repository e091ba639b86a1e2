import { describe, expect, it } from 'vitest';
import { userPath, type PathSystem } from '../../../src/engine/user-path.ts';

const linux: PathSystem = {
  home: '/home/ana',
  user: 'ana',
  exists: (file) => ['/home/ana/talk.wav', '/work/~', '/work/"x" ', '/work/talk '].includes(file),
  homeOf: (user) => (user === 'bo' ? '/srv/bo' : undefined),
  isWindows: false,
};

const windows: PathSystem = {
  home: 'C:\\Users\\Ana',
  user: 'Ana',
  exists: () => false,
  homeOf: () => undefined,
  isWindows: true,
};

describe('a path that somebody has written', () => {
  it.each([
    ['talk.wav', 'talk.wav'],
    ['~/talk.wav', '/home/ana/talk.wav'],
    ['~', '/home/ana'],
    ['~ana/x', '/home/ana/x'],
    ['~bo/x', '/srv/bo/x'],
    ['~nobody/x', '~nobody/x'],
    ['a~b', 'a~b'],
    ['"my talk.wav"', 'my talk.wav'],
    ["'~/my talk.wav'", '/home/ana/my talk.wav'],
    ['“my talk.wav”', 'my talk.wav'],
    ['"half', '"half'],
    ['"a" and "b"', '"a" and "b"'],
    [' talk.wav \t', 'talk.wav'],
    ['   ', '   '],
    ['file:///home/ana/my%20talk.wav', '/home/ana/my talk.wav'],
    ['file://localhost/tmp/%C3%A9.wav', '/tmp/é.wav'],
    ['file:///tmp/100%.wav', 'file:///tmp/100%.wav'],
    ['"file:///tmp/a%20b"', '/tmp/a b'],
    ['http://127.0.0.1:1/v1', 'http://127.0.0.1:1/v1'],
    ['demo', 'demo'],
  ])('is what they mean: %s', (text, meant) => {
    expect(userPath(text, '/somewhere', linux)).toBe(meant);
  });

  it.each(['~', '"x" ', 'talk '])('is the file of exactly that name where there is one: %s', (text) => {
    expect(userPath(text, '/work', linux)).toBe(text);
  });

  it.each([
    ['file:///C:/Users/Ana/my%20talk.wav', 'C:\\Users\\Ana\\my talk.wav'],
    ['file://nas/sound/talk.wav', '\\\\nas\\sound\\talk.wav'],
    ['"C:\\my talk.wav"', 'C:\\my talk.wav'],
  ])('is what they mean on Windows: %s', (text, meant) => {
    expect(userPath(text, '', windows)).toBe(meant);
  });
});
