import { describe, expect, it } from 'vitest';
import { ProgressLine, progressText } from '../../../src/cli/transcribe-progress.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { ManualClock } from '../../../src/testing/manual-clock.ts';

describe('progressText', () => {
  it('tells per cent and the time that is left', () => {
    expect(progressText({ soundMs: 240_000, share: 0.25, elapsedMs: 30_000 })).toBe(
      '25 %, about 1 min 30 s left (4 min transcribed, 8.0 times real time)',
    );
  });

  it('guesses no time and no speed at the beginning', () => {
    expect(progressText({ soundMs: 1000, share: 0.01, elapsedMs: 500 })).toBe('1 % (1 s transcribed)');
  });

  it('tells the time that was transcribed where the length is not known', () => {
    expect(progressText({ soundMs: 65_000, share: undefined, elapsedMs: 10_000 })).toBe(
      '1 min 5 s transcribed, 6.5 times real time',
    );
  });

  it('is not at its end before the last sentence is there', () => {
    expect(progressText({ soundMs: 9000, share: 1, elapsedMs: 3000 })).toMatch(/^99 %, the last sentences /u);
  });
});

describe('ProgressLine', () => {
  function lineOn(isTTY: boolean): { line: ProgressLine; clock: ManualClock; written: string[] } {
    const written: string[] = [];
    const clock = new ManualClock();
    const stderr = { isTTY, write: (text: string) => written.push(text) } as unknown as Terminal['stderr'];
    return { line: new ProgressLine(stderr, clock), clock, written };
  }

  it('draws one line anew, a few times a second, and leaves it', async () => {
    const { line, clock, written } = lineOn(true);
    line.shareIs(0.5);
    line.show(1000);
    line.show(1100);
    await clock.advance(1000);
    line.show(2000);
    line.clear();
    line.clear();
    expect(written).toEqual([
      expect.stringMatching(/^\r\u001b\[2K50 % \(1 s transcribed/u),
      expect.stringMatching(/^\r\u001b\[2K50 % \(2 s transcribed/u),
      '\r\u001b[2K',
    ]);
  });

  it('is silent where nobody looks', () => {
    const { line, written } = lineOn(false);
    line.show(1000);
    line.clear();
    expect(written).toEqual([]);
  });
});
