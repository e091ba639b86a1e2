import { expect, it } from 'vitest';
import { foreignLetter } from '../../../../../src/overlay/pages/overlay/missing-letter.ts';
import {
  ENGINE_GONE,
  NOT_LISTENING,
  refusedProblem,
} from '../../../../../src/overlay/pages/microphone/capture-problem.ts';
import { audioRefusal } from '../../../../../src/engine/server/audio-refusals.ts';

it('says how to start a run that listens to browsers, and waits for it', () => {
  expect(NOT_LISTENING.text).toContain('--input browser');
  expect([NOT_LISTENING.engine, ENGINE_GONE.engine]).toEqual(['again', 'again']);
});

it('asks again only where that may help', () => {
  expect(refusedProblem(audioRefusal('too-many'))).toMatchObject({ code: 'refused', engine: 'again' });
  expect(refusedProblem(audioRefusal('unauthorized'))).toMatchObject({ code: 'refused', engine: 'once' });
});

it.each([
  ['Hello, wörld! 20 %', undefined],
  ['Привет, Ελλάδα, Việt Nam', undefined],
  ['Hi 配信', '配'],
  ['สวัสดี', 'ส'],
])('knows which letters of %s the font that comes along does not have', (text, letter) => {
  expect(foreignLetter(text)).toBe(letter);
});
