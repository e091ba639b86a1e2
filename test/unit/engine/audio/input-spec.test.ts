import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../../src/engine/audio/input-spec.ts';

describe('parseInput', () => {
  it.each([
    ['stdin', { kind: 'stdin' }],
    ['browser', { kind: 'browser' }],
    ['file:talk, take 2.wav', { kind: 'file', name: 'talk, take 2.wav' }],
    ['file:C:\\talk.wav', { kind: 'file', name: 'C:\\talk.wav' }],
    ['mic', { kind: 'mic' }],
    ['mic:Yeti Stereo, USB,as=Anna', { kind: 'mic', name: 'Yeti Stereo, USB', as: 'Anna' }],
    ['loopback, as=Guests, language=pt-BR', { kind: 'loopback', as: 'Guests', language: { language: 'pt-BR' } }],
    ['mic,gain=-6.5,gate=-45', { kind: 'mic', gain: -6.5, gate: -45 }],
    ['mic,gate=auto', { kind: 'mic', gate: 'auto' }],
    ['mic,language=es+pt-BR', { kind: 'mic', language: { language: 'auto', candidates: ['es', 'pt-BR'] } }],
    ['mic:Desk, left,channel=2', { kind: 'mic', name: 'Desk, left', channel: 2 }],
    ['loopback,denoise=on', { kind: 'loopback', denoise: true }],
  ])('reads %s', (text, input) => {
    expect(parseInput(text)).toEqual({ ok: true, input });
  });

  it.each([
    ['tape', 'is not file:PATH'],
    ['file:', 'names no file'],
    ['stdin:x', 'names a file'],
    ['mic:', 'names no device'],
    ['browser,as=Anna', 'speakers name themselves'],
    ['mic,as=', 'empty name'],
    ['mic,as=A,as=B', 'sets as twice'],
    ['mic,language=Spanish!', 'not a language tag'],
    ['mic,language=es+', 'not a list of language tags'],
    ['mic,language=pt+pt-BR', 'names a language twice'],
    ['mic,gain=loud', 'not between -40 and 40'],
    ['mic,gain=', 'not between -40 and 40'],
    ['mic,channel=0', 'between 1 and 64'],
    ['mic,channel=1.5', 'between 1 and 64'],
    ['mic,channel=left', 'between 1 and 64'],
    ['file:talk.wav,channel=1', 'mic and loopback only'],
    ['mic,gate=3', 'not auto or between'],
  ])('refuses %s', (text, problem) => {
    const parsed = parseInput(text);
    expect(parsed.ok ? '' : parsed.problem).toContain(problem);
  });
});
