import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { processChild } from '../../../../src/engine/pipeline/supervised/process-child.ts';
import { threadChild } from '../../../../src/engine/pipeline/supervised/thread-child.ts';
import { SupervisedRun } from '../../../support/supervised-run.ts';

/** Says `up` and goes on for ever; more may come before. */
const FOREVER = `process.stdout.write('up'); setInterval(() => undefined, 1000);`;
const STUBBORN = `process.on('SIGTERM', () => process.stdout.write('no')); ${FOREVER}`;
const ENDS_WITH_INPUT = `process.stdin.on('end', () => process.exit(0)).resume(); ${FOREVER}`;
const WITH_A_CHILD = `require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'inherit' }); ${FOREVER}`;

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A program of Node's in a process of its own, under supervision. */
function run(program: string, { patienceMs, leadsGroup = false }: { patienceMs?: number; leadsGroup?: boolean } = {}) {
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'ignore'], detached: leadsGroup });
  return supervise(child, { patienceMs, leadsGroup });
}

function supervise<Process extends ChildProcess>(
  child: Process,
  { patienceMs, leadsGroup = false }: { patienceMs?: number | undefined; leadsGroup?: boolean } = {},
) {
  const ask = (): void => void child.stdin?.end();
  const supervision = new SupervisedRun(
    (clock) => processChild(child, { clock, ask, leadsGroup }),
    systemClock,
    patienceMs,
  );
  onTestFinished(() => supervision.supervised.stop());
  return Object.assign(supervision, { child });
}

const isUp = ({ child }: { child: { stdout: Readable } }): Promise<unknown> => once(child.stdout, 'data');

const leavesNothing = (of: SupervisedRun): Promise<void> => vi.waitFor(() => expect(of.left).toBe(0));

describe.skipIf(process.platform === 'win32')('a supervised process', () => {
  it('is lost where somebody kills it', async () => {
    const killed = run(FOREVER);
    await isUp(killed);
    killed.child.kill('SIGKILL');
    expect(await killed.end).toEqual({ type: 'ended', end: { how: 'killed', signal: 'SIGKILL' } });
    await leavesNothing(killed);
  });

  it('is lost where it ends at once', async () => {
    const short = run('process.exit(3)');
    expect(await short.end).toEqual({ type: 'ended', end: { how: 'exited', code: 3 } });
    await leavesNothing(short);
  });

  it('is lost where it cannot be started', async () => {
    const absent = supervise(spawn('/nowhere/program'));
    expect(await absent.end).toMatchObject({ type: 'ended', end: { how: 'failed' } });
    await absent.supervised.stop();
    await leavesNothing(absent);
  });

  it('has said its last word before it is lost', async () => {
    const talker = run(`process.stdout.write('x'.repeat(1_000_000)); process.exitCode = 1;`);
    let heard = 0;
    talker.child.stdout.on('data', (bytes: Buffer) => (heard += bytes.length));
    await talker.end;
    expect(heard).toBe(1_000_000);
  });

  it('is ended where it never answers', async () => {
    const mute = run(FOREVER);
    mute.supervised.expectSign(250);
    expect(await mute.end).toMatchObject({ type: 'silent' });
    await mute.supervised.stop();
    expect(mute.child.signalCode).toBe('SIGKILL');
    await leavesNothing(mute);
  });

  it('is ended where it has stopped in the middle of its work', async () => {
    const ticking = run(`setInterval(() => process.stdout.write('tick'), 10);`);
    ticking.child.stdout.on('data', () => ticking.supervised.alive());
    await isUp(ticking);
    ticking.supervised.expectSign(500, 500);
    ticking.child.kill('SIGSTOP');
    expect(await ticking.end).toMatchObject({ type: 'silent' });
    await ticking.supervised.stop();
    expect(isRunning(ticking.child.pid!)).toBe(false);
    await leavesNothing(ticking);
  });

  it.each([
    ['ends when it is asked', ENDS_WITH_INPUT, { patienceMs: 30_000, code: 0, signal: null }],
    ['has to be told', FOREVER, { patienceMs: 300, code: null, signal: 'SIGTERM' }],
    ['ignores SIGTERM', STUBBORN, { patienceMs: 300, code: null, signal: 'SIGKILL' }],
  ])('is stopped as gently as it lets itself where it %s', async (_title, program, { patienceMs, code, signal }) => {
    const stopped = run(program, { patienceMs });
    await isUp(stopped);
    await stopped.supervised.stop();
    expect(stopped.told).toEqual(['stopped']);
    expect([stopped.child.exitCode, stopped.child.signalCode]).toEqual([code, signal]);
    await leavesNothing(stopped);
  });

  it('is gone at once when the signal aborts, also where it is stopped and there was patience', async () => {
    const stuck = run(FOREVER, { patienceMs: 30_000 });
    await isUp(stuck);
    stuck.child.kill('SIGSTOP');
    stuck.abort.abort();
    expect(stuck.told).toEqual(['stopped']);
    await stuck.supervised.stop();
    expect(stuck.child.signalCode).toBe('SIGKILL');
    await leavesNothing(stuck);
  });

  it.each(['stop', 'SIGKILL'] as const)('takes its group along at its end by %s', async (how) => {
    const leader = run(WITH_A_CHILD, { leadsGroup: true });
    await isUp(leader);
    const closed = once(leader.child, 'close');
    if (how === 'stop') await leader.supervised.stop();
    else leader.child.kill('SIGKILL');
    // The pipe is closed once the last process that holds it is gone.
    expect(await closed).toEqual([null, 'SIGKILL']);
    await leavesNothing(leader);
  });

  it('is not held up by others that hold its pipes', async () => {
    const parent = run(
      `const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'],
        { stdio: ['ignore', 'inherit', 'ignore'] });
      process.stdout.write(String(child.pid)); setTimeout(() => process.exit(4), 50);`,
    );
    const [pid] = (await once(parent.child.stdout, 'data')) as [Buffer];
    onTestFinished(() => void process.kill(Number(pid), 'SIGKILL'));
    expect(await parent.end).toMatchObject({ end: { code: 4 } });
    await leavesNothing(parent);
    parent.child.stdout.destroy();
  });
});

describe('a supervised thread', () => {
  const thread = (program: string) => {
    const worker = new Worker(program, { eval: true });
    const supervision = new SupervisedRun(() => threadChild(worker), systemClock);
    onTestFinished(() => supervision.supervised.stop());
    return Object.assign(supervision, { worker });
  };

  it('is lost with what it threw, or its code', async () => {
    expect(await thread(`throw new Error('broken')`).end).toEqual({
      type: 'ended',
      end: { how: 'failed', error: new Error('broken') },
    });
    expect(await thread('process.exit(5)').end).toEqual({ type: 'ended', end: { how: 'exited', code: 5 } });
  });

  it('is ended where it turns in circles', async () => {
    const busy = thread('for (;;);');
    busy.supervised.expectSign(250);
    expect(await busy.end).toMatchObject({ type: 'silent' });
    await busy.supervised.stop();
    expect(busy.worker.threadId).toBe(-1);
    await leavesNothing(busy);
  });
});
