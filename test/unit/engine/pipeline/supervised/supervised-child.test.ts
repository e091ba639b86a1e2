import { describe, expect, it } from 'vitest';
import { SupervisedChild } from '../../../../../src/engine/pipeline/supervised/supervised-child.ts';
import { ManualClock, settle } from '../../../../../src/testing/manual-clock.ts';
import { ScriptedChild, SupervisedRun } from '../../../../support/supervised-run.ts';

function supervise(child: ScriptedChild, patienceMs?: number) {
  const clock = new ManualClock();
  return Object.assign(new SupervisedRun(() => child, clock, patienceMs), { time: clock });
}

describe('SupervisedChild', () => {
  it('lets a child be that owes nothing', async () => {
    const child = new ScriptedChild();
    const run = supervise(child);
    await run.time.advance(3_600_000);
    expect([run.told, child.forces, run.clock.sleepers]).toEqual([[], [], 0]);
  });

  it('kills a child that does not answer in time, and tells it once', async () => {
    const child = new ScriptedChild();
    const run = supervise(child);
    run.supervised.expectSign(5000);
    await run.time.advance(4999);
    expect(run.told).toEqual([]);
    await run.time.advance(60_000);
    expect(run.told).toEqual([{ type: 'silent', silentMs: 5000 }]);
    expect(child.forces).toEqual(['kill']);
    expect(run.left).toBe(0);
  });

  it('expects nothing after the answer, until the next one is due', async () => {
    const run = supervise(new ScriptedChild());
    run.supervised.expectSign(5000);
    await run.time.advance(4000);
    run.supervised.alive();
    await run.time.advance(60_000);
    expect([run.told, run.clock.sleepers]).toEqual([[], 0]);
    run.supervised.expectSign(1000);
    await run.time.advance(1000);
    expect(run.told).toEqual([{ type: 'silent', silentMs: 1000 }]);
  });

  it('expects one sign of life after the other where it is told to', async () => {
    const run = supervise(new ScriptedChild());
    run.supervised.expectSign(3000, 1000);
    await run.time.advance(2900);
    for (let second = 0; second < 10; second += 1) {
      run.supervised.alive();
      await run.time.advance(800);
    }
    expect(run.told).toEqual([]);
    await run.time.advance(300);
    expect(run.told).toEqual([{ type: 'silent', silentMs: 1000 }]);
  });

  it('replaces what was due by what is due now', async () => {
    const run = supervise(new ScriptedChild());
    run.supervised.expectSign(1000, 1000);
    run.supervised.expectSign(5000);
    await run.time.advance(4000);
    expect([run.told, run.clock.sleepers]).toEqual([[], 1]);
  });

  it('tells how a child ended by itself, and does nothing to it any more', async () => {
    const child = new ScriptedChild();
    const run = supervise(child);
    run.supervised.expectSign(1000, 1000);
    child.finish({ how: 'exited', code: 3 });
    await settle();
    await run.supervised.stop();
    run.supervised.alive();
    run.supervised.expectSign(1000);
    run.abort.abort();
    await run.time.advance(5000);
    expect(run.told).toEqual([{ type: 'ended', end: { how: 'exited', code: 3 } }]);
    expect([child.forces, run.left]).toEqual([[], 0]);
  });

  it('kills at once where the signal aborts', () => {
    const child = new ScriptedChild();
    const run = supervise(child, 1000);
    run.supervised.expectSign(1000, 1000);
    run.abort.abort();
    expect([child.forces, run.told]).toEqual([['kill'], ['stopped']]);
  });

  it('kills at once where the signal has aborted before', () => {
    const child = new ScriptedChild();
    const told: unknown[] = [];
    const onEnd = (loss: unknown): number => told.push(loss);
    new SupervisedChild(child, { clock: new ManualClock(), signal: AbortSignal.abort(), onEnd }).expectSign(1000);
    expect([child.forces, told]).toEqual([['kill'], [undefined]]);
  });

  it('stops a child at once where it has no patience', async () => {
    const child = new ScriptedChild();
    const run = supervise(child);
    await Promise.all([run.supervised.stop(), run.supervised.stop()]);
    expect([child.forces, run.told, run.left]).toEqual([['kill'], ['stopped'], 0]);
    expect(run.supervised.over.aborted).toBe(true);
  });

  it.each([
    ['ask', ['ask'], 0],
    ['terminate', ['ask', 'terminate'], 500],
    ['kill', ['ask', 'terminate', 'kill'], 1000],
  ] as const)('asks, tells and kills, in this order, a child that obeys to %s', async (obeys, forces, endsAtMs) => {
    const child = new ScriptedChild(obeys);
    const run = supervise(child, 500);
    let isGone = false;
    void run.supervised.stop().then(() => (isGone = true));
    await run.time.advance(Math.max(0, endsAtMs - 1));
    expect(isGone).toBe(endsAtMs === 0);
    await run.time.advance(1);
    expect([isGone, child.forces, run.told, run.left]).toEqual([true, forces, ['stopped'], 0]);
  });

  it('loses its patience where the signal aborts', async () => {
    const child = new ScriptedChild();
    const run = supervise(child, 60_000);
    const stopping = run.supervised.stop();
    expect(child.forces).toEqual(['ask']);
    run.abort.abort();
    await stopping;
    expect(child.forces).toEqual(['ask', 'kill']);
  });

  it('does not wait for a child that cannot be killed', async () => {
    const child = new ScriptedChild();
    child.end = () => undefined;
    const run = supervise(child);
    const stopping = run.supervised.stop();
    await run.time.advance(1000);
    await stopping;
    expect([run.told, run.left]).toEqual([['stopped'], 0]);
  });
});
