import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { CircuitBreaker } from '../../../../../src/engine/translation/failover/circuit-breaker.ts';

const broken = new EngineError('translator-failed', 'It failed.');

function breaker(): CircuitBreaker {
  return new CircuitBreaker(() => 0);
}

describe('a circuit breaker', () => {
  it('opens after three failures in a row, and not after three with a success between them', () => {
    const circuit = breaker();
    expect([circuit.failed(broken, 0), circuit.failed(broken, 0)]).toEqual(['none', 'none']);
    expect(circuit.succeeded()).toBe('none');
    expect([circuit.failed(broken, 0), circuit.failed(broken, 0), circuit.failed(broken, 0)]).toEqual([
      'none',
      'none',
      'opened',
    ]);
    expect(circuit.state(4999)).toBe('open');
    expect(circuit.state(5000)).toBe('half-open');
  });

  it('lets one request try while it is half open, and closes when that succeeds', () => {
    const circuit = breaker();
    for (let time = 0; time < 3; time += 1) circuit.failed(broken, 0);
    circuit.beginProbe();
    expect(circuit.state(6000)).toBe('open');
    circuit.endProbe();
    expect(circuit.state(6000)).toBe('half-open');
    circuit.beginProbe();
    expect(circuit.succeeded()).toBe('closed');
    expect(circuit.state(6000)).toBe('closed');
  });

  it('rests longer each time that the try fails, up to a minute', () => {
    const circuit = breaker();
    const rests: number[] = [];
    let nowMs = 0;
    for (let time = 0; time < 3; time += 1) circuit.failed(broken, nowMs);
    for (let time = 0; time < 6; time += 1) {
      let restMs = 0;
      while (circuit.state(nowMs + restMs) === 'open') restMs += 1000;
      rests.push(restMs);
      nowMs += restMs;
      expect(circuit.failed(broken, nowMs)).toBe('none');
    }
    expect(rests).toEqual([5000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it.each([
    ['translator-auth', undefined, 300_000],
    ['translator-quota', undefined, 900_000],
    ['translator-rate-limited', undefined, 10_000],
    ['translator-rate-limited', 2500, 2500],
    ['translator-failed', 7000, 7000],
    ['translator-failed', 86_400_000, 900_000],
  ] as const)('opens at once after %s with a wish for %s ms, for %s ms', (code, retryAfterMs, restMs) => {
    const circuit = breaker();
    const wish = retryAfterMs === undefined ? {} : { retryAfterMs };
    expect(circuit.failed(new EngineError(code, 'No.', wish), 1000)).toBe('opened');
    expect(circuit.state(1000 + restMs - 1)).toBe('open');
    expect(circuit.state(1000 + restMs)).toBe('half-open');
  });
});
