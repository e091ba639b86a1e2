import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { availabilityOf } from '../../../../src/engine/pipeline/availability.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

const never = () => new Promise<never>(() => undefined);

describe('whether something can be used', () => {
  const { signal } = new AbortController();

  it('is no for whoever does not answer, and who is asked is told to stop', async () => {
    const clock = new ManualClock();
    let asked: AbortSignal | undefined;
    const answer = availabilityOf('The server', (own) => ((asked = own), never()), { clock, signal });
    await clock.advance(8000);
    expect(await answer).toEqual({ available: false, reason: 'The server did not answer within 8 s.' });
    expect(asked?.aborted).toBe(true);
  });

  it('is no with the reason of an error, never with the words of a foreign one', async () => {
    const tools = { clock: new ManualClock(), signal };
    const told = new EngineError('model-missing', 'There is no model.', { hint: 'Get one.' });
    expect(await availabilityOf('It', () => Promise.reject(told), tools)).toEqual({
      available: false,
      reason: 'There is no model.',
      hint: 'Get one.',
    });
    const foreign = await availabilityOf('It', () => Promise.reject(new Error('key-123')), tools);
    expect(foreign.available).toBe(false);
    expect(JSON.stringify(foreign)).not.toContain('key-123');
  });

  it('is not found out for whoever does not want to know any more', async () => {
    const stop = new AbortController();
    const answer = availabilityOf('It', never, { clock: new ManualClock(), signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
  });
});
