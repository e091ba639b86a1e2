import { describe, expect, it } from 'vitest';
import { DemoTally, describeSummary } from '../../../src/cli/demo-summary.ts';
import type { EngineStatus, StepStatus } from '../../../src/protocol/status.ts';

/** The lines of a round in which so much was heard at once. */
function lines(step?: StepStatus): readonly string[] {
  const quiet: EngineStatus = { stages: [], behindMs: 0, latency: {}, counters: {}, translators: [], notices: [] };
  const summary = new DemoTally([]).summary('en', new Map(), { ...quiet, ...(step ? { step } : {}) });
  return describeSummary(summary).map(({ text }) => text);
}

describe('the summary of a round', () => {
  it('says in one line that the computer was busy, where viewers noticed it', () => {
    const busy = lines({ nowMs: 1026, longestMs: 1817, wasLong: true });
    expect(busy.at(-1)).toBe('  the computer was busy: at times, new words were shown only every 1.8 s');
  });

  it('says nothing of a moment of load, nor where there is no step', () => {
    expect(lines({ nowMs: 200, longestMs: 1817, wasLong: false })).toEqual(lines());
    expect(lines().join('\n')).not.toContain('busy');
  });
});
