import { expect, it } from 'vitest';
import { knownStatus, shownNotices } from '../../../../../src/overlay/pages/demo/known-status.ts';
import { clipSentence, clockText } from '../../../../../src/overlay/pages/demo/clip-words.ts';
import type { EngineStatus, StatusNotice } from '../../../../../src/protocol/status.ts';

const status: EngineStatus = {
  stages: [
    { stage: 'capture', state: 'working', detail: 'Listening to a microphone.' },
    { stage: 'output:pages', state: 'working', detail: 'Works.' },
  ],
  behindMs: 9000,
  latency: { 'audio-to-partial': { p50Ms: 1, p95Ms: 1, count: 1 } },
  counters: { finals: 3 },
  translators: [],
  notices: [],
};

const told = (code: StatusNotice['code'], level: StatusNotice['level']): StatusNotice => ({
  type: 'status-notice',
  stage: 'translation',
  level,
  code,
  message: code,
});

it('claims nothing of an engine that does not answer', () => {
  expect(knownStatus('connected', status)).toBe(status);
  for (const connection of ['lost', 'connecting', 'refused', 'incompatible'] as const) {
    expect(knownStatus(connection, status)).toEqual({
      stages: [{ stage: 'capture', state: 'unknown', detail: 'Not known without a connection.' }],
      behindMs: 0,
      latency: {},
      counters: {},
      translators: [],
      notices: [],
    });
  }
});

it('shows what is in use for as long as the run lasts, and the newest trouble', () => {
  const bundled = told('bundled-model', 'info');
  const slow = told('recognizer-slow', 'warning');
  expect(shownNotices([bundled, told('clipping', 'warning'), slow])).toEqual([bundled, slow]);
  expect(shownNotices([bundled, told('browser-left', 'info')])).toEqual([bundled]);
  expect(shownNotices([bundled])).toEqual([bundled]);
});

it('says what goes on with the clip', () => {
  const clip = { positionMs: 0, durationMs: 50_000, language: 'es', controls: true } as const;
  expect(clipSentence({ ...clip, state: 'playing' }, 'off')).toBe('A Spanish clip is playing without its sound.');
  expect(clipSentence({ ...clip, state: 'playing' }, 'on')).toBe('You hear a Spanish clip.');
  expect(clipSentence({ ...clip, state: 'ended' }, 'on')).toBe('The clip has ended.');
  expect(clipSentence({ ...clip, state: 'ended', controls: false }, 'on')).toContain('Start the demo again');
  expect(clockText(72_900)).toBe('1:12');
});
