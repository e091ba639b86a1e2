import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ControlCommand } from '../../../../../src/protocol/control-contract.ts';
import { HeldButton } from '../../../../../src/overlay/pages/dock/hold.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a button that is held', () => {
  it('asks again before captions would come back, and lets them come back at once when it is let go', () => {
    const asked: ControlCommand[] = [];
    const button = new HeldButton((command) => {
      asked.push(command);
      return Promise.resolve({ ok: true, message: '' });
    });
    button.release();
    expect(asked).toEqual([]);
    button.press();
    button.press();
    vi.advanceTimersByTime(2500);
    expect(asked).toEqual(Array.from({ length: 3 }, () => ({ type: 'hold', forMs: 2500 })));
    button.release();
    button.release();
    vi.advanceTimersByTime(5000);
    expect(asked.slice(3)).toEqual([{ type: 'hold', forMs: 0 }]);
  });
});
