import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { parseInput } from '../../../../src/engine/audio/input-spec.ts';
import { inputTextInFolder } from '../../../../src/engine/audio/input-text.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'overlingo-input-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const named = (name: string): string => path.join(folder, name);
for (const name of ['a,as=Bob.wav', 'b,foo=1', 'my talk.wav', 'plain.wav', 'mic']) writeFileSync(named(name), '');

function read(text: string): unknown {
  const parsed = parseInput(text, folder);
  return parsed.ok ? parsed.input : parsed.problem;
}

describe('an input of a file', () => {
  it.each([
    ['file:a,as=Bob.wav', { name: 'a,as=Bob.wav' }],
    ['file:a,as=Bob.wav,as=Ana', { name: 'a,as=Bob.wav', as: 'Ana' }],
    ['file:"a,as=Bob.wav"', { name: 'a,as=Bob.wav' }],
    ['file:"gone,as=Bob.wav",as=Ana', { name: 'gone,as=Bob.wav', as: 'Ana' }],
    ['file:b,foo=1', { name: 'b,foo=1' }],
    ['file:b,foo=1,gain=3', { name: 'b,foo=1', gain: 3 }],
    ['"file:my talk.wav"', { name: 'my talk.wav' }],
    ["file:'my talk.wav',as=Ana", { name: 'my talk.wav', as: 'Ana' }],
    ['file:my talk.wav ', { name: 'my talk.wav' }],
    ['FILE:plain.wav', { name: 'plain.wav' }],
    ['file:gone.wav,as=Ana', { name: 'gone.wav', as: 'Ana' }],
    [pathToFileURL(named('my talk.wav')).href, { name: named('my talk.wav') }],
    [`${pathToFileURL(named('my talk.wav')).href},as=Ana`, { name: named('my talk.wav'), as: 'Ana' }],
    ['file:~/gone.wav', { name: path.join(os.homedir(), 'gone.wav') }],
  ])('means the file that is there: %s', (text, input) => {
    expect(read(text)).toEqual({ kind: 'file', ...input });
  });

  it('has its whole path where a configuration names it', () => {
    expect(inputTextInFolder('file:plain.wav,as=Ana', folder)).toBe(`file:${named('plain.wav')},as=Ana`);
    expect(inputTextInFolder('file:a,as=Bob.wav', folder)).toBe(`file:"${named('a,as=Bob.wav')}"`);
    expect(inputTextInFolder('file:~/x.wav', folder)).toBe(`file:${path.join(os.homedir(), 'x.wav')}`);
    expect(inputTextInFolder('mic:Yeti', folder)).toBe('mic:Yeti');
  });
});

describe('a name in quotes', () => {
  it('holds no settings', () => {
    expect(read('mic:"Mic, language=en"')).toEqual({ kind: 'mic', name: 'Mic, language=en' });
    expect(read("loopback:'A, b=c',as=Ana")).toEqual({ kind: 'loopback', name: 'A, b=c', as: 'Ana' });
  });
});

describe('what is no input', () => {
  it.each([
    ['nope.wav', 'for a file write file:nope.wav'],
    ['./nope', 'for a file write file:./nope'],
    ['~/nope', 'for a file write file:~/nope'],
    ['C:\\nope.wav', 'for a file write file:C:\\nope.wav'],
    ['my talk.wav', 'for a file write file:my talk.wav'],
    ['https://example.org/a.mp3', 'must be downloaded first'],
    ['-', 'perhaps stdin is meant'],
    ['microphone', 'perhaps mic is meant'],
    ['mic=Yeti', 'perhaps mic is meant'],
    ['mc', 'perhaps mic is meant'],
    ['loopbak:x', 'perhaps loopback is meant'],
    ['desktop', 'perhaps loopback is meant'],
    ['constructor', 'is not file:PATH'],
    ['', 'is not file:PATH'],
    ['mic,foo=1', 'sets "foo", which is no setting (there are as, language'],
    ['mic,as', 'has "as" after a comma'],
    ['mic,lang=es', 'the nearest is language'],
    ['mic:Yeti,foo=1', 'as mic:"Yeti,foo=1"'],
    ['mic,=1', 'sets ""'],
    ['mic:Yeti,as=A,foo=1', 'sets "foo"'],
    ['file:gone,foo=1.wav', 'and there is no file gone,foo=1.wav'],
    ['file:"gone.wav",foo=1', 'sets "foo"'],
    ['stdin,gian=3', 'the nearest is gain'],
  ])('is told with what may be meant: %s', (text, problem) => {
    expect(read(text)).toContain(problem);
  });
});
