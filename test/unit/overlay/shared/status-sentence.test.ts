import { describe, expect, it } from 'vitest';
import { durationText, measurements } from '../../../../src/overlay/pages/demo/latency-labels.ts';
import { statusSentence } from '../../../../src/overlay/shared/status-sentence.ts';
import type { EngineStatus, StageState } from '../../../../src/protocol/status.ts';

const engine = (state: StageState, behindMs = 0): EngineStatus => ({
  stages: [{ stage: 'capture', state, detail: 'The microphone is gone.' }],
  behindMs,
  latency: {},
  counters: {},
  translators: [],
  notices: [],
});

describe('the status sentence', () => {
  it.each([
    ['connecting', undefined, 'waiting', 'Connecting to Overlingo …'],
    ['lost', engine('working'), 'bad', 'Connection lost. Is Overlingo running?'],
    ['incompatible', engine('working'), 'bad', 'This page is from another version of Overlingo. Refresh it.'],
    ['refused', undefined, 'bad', 'This address is not valid, or no longer valid. Ask the streamer for a new one.'],
    ['connected', undefined, 'good', 'Connected'],
    ['connected', engine('working'), 'good', 'Connected'],
    ['connected', engine('failed', 9000), 'bad', 'The microphone is gone.'],
    ['connected', engine('degraded', 9000), 'waiting', 'The microphone is gone.'],
    ['connected', engine('working', 4200), 'waiting', '4.2 s behind'],
    ['connected', engine('ended'), 'waiting', 'The microphone is gone.'],
  ] as const)('of %s names the worst thing', (connection, status, tone, text) => {
    expect(statusSentence(connection, status)).toEqual({ tone, text });
  });
});

describe('the measurements of the demo page', () => {
  it('are those that a streamer understands, in a fixed order', () => {
    const summary = { p50Ms: 412.4, p95Ms: 1380, count: 3 };
    const latency = { 'final-decode': summary, 'speech-end-to-final': summary, 'audio-to-partial': summary };
    expect(measurements(latency).map(({ label }) => label)).toEqual(['Sound → partial', 'Speech ends → caption']);
    expect([durationText(412.4), durationText(1380)]).toEqual(['412 ms', '1.4 s']);
  });
});
