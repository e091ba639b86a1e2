import { describe, expect, it } from 'vitest';
import { stateLine } from '../../../src/cli/state-line.ts';
import type { EngineStatus } from '../../../src/protocol/status.ts';
import { textUnits } from '../../../src/protocol/text-units.ts';

const latency = { count: 9, p50Ms: 123, p95Ms: 456 };
const status: EngineStatus = {
  stages: [
    { stage: 'capture', state: 'degraded' },
    { stage: 'recognition', state: 'degraded' },
  ],
  behindMs: 4200,
  latency: { 'audio-to-partial': latency, 'speech-end-to-final': latency, 'final-translation': latency },
  counters: {},
  translators: [],
  notices: [],
} as unknown as EngineStatus;
const keys = 'r replays, q quits';

describe('stateLine', () => {
  it('shows all where there is room', () => {
    expect(stateLine(status, keys, 200)).toBe(
      'capture degraded, recognition degraded · partial 123/456 ms · final 123/456 ms · translation 123/456 ms · ' +
        '4.2 s behind · r replays, q quits',
    );
  });

  it('leaves out what matters least where the terminal is narrow', () => {
    const listening = { ...status, stages: [] };
    expect(stateLine(listening, keys, 79)).toBe('starting · final 123/456 ms · 4.2 s behind · r replays, q quits');
    expect(stateLine(listening, keys, 59)).toBe('starting · 4.2 s behind · r replays, q quits');
    expect(stateLine(listening, keys, 39)).toBe('starting · r replays, q quits');
  });

  it('shows the keys whole at every width that has room for them', () => {
    for (let width = 20; width <= 120; width += 1) {
      const line = stateLine(status, keys, width);
      expect(line.endsWith(keys)).toBe(true);
      expect(textUnits(line)).toBeLessThanOrEqual(width);
    }
  });

  it('needs no keys', () => {
    expect(stateLine({ ...status, stages: [], behindMs: 0, latency: {} }, '', 40)).toBe('starting');
    expect(textUnits(stateLine(status, '', 20))).toBeLessThanOrEqual(20);
  });
});
