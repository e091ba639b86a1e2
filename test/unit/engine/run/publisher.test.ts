import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import type { EngineOutput, Output } from '../../../../src/engine/pipeline/output.ts';
import { Publisher } from '../../../../src/engine/run/publisher.ts';
import { StatusBoard } from '../../../../src/engine/run/status-board.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { final, partial } from '../../../support/caption-builders.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';

const FINALS = 200;

function startPublisher() {
  const clock = new ManualClock();
  const metrics = new Metrics();
  const status = new StatusBoard(metrics);
  const publisher = new Publisher({ clock, log: silentLog, metrics, status });
  const sibling: EngineOutput[] = [];
  publisher.add(taking('sibling', (event) => void sibling.push(event)));
  return {
    clock,
    publisher,
    sibling,
    counters: () => metrics.counters(),
    notices: () => sibling.filter((event): event is StatusNotice => event.type === 'status-notice'),
    stateOf: (name: string) => status.status(0, []).stages.find(({ stage }) => stage === `output:${name}`)?.state,
    /** Publishes finals, and lets the outputs work and time pass in between. */
    speak: async (count = FINALS, from = 0) => {
      for (let number = from; number < from + count; number += 1) {
        publisher.publish(final(`u${number}`, 1, `text ${number}`));
        await settle();
        await clock.advance(100);
      }
    },
    /** Ends the outputs; moves time on for those that do not end by themselves. */
    close: async () => {
      const closed = publisher.close();
      for (let step = 0; step < 10; step += 1) await clock.advance(10_000);
      await closed;
    },
  };
}

function taking(name: string, take: (event: EngineOutput) => void, policy: Output['policy'] = 'refuse'): Output {
  return {
    name,
    policy,
    run: async (events) => {
      for await (const event of events) take(event);
    },
  };
}

function textsOf(events: readonly EngineOutput[]): string[] {
  return events.flatMap((event) => (event.type === 'transcript-final' ? [event.text] : []));
}

const spoken = Array.from({ length: FINALS }, (_, number) => `text ${number}`);

const forever = new Promise<never>(() => undefined);

const FAULTY: readonly (readonly [string, Output['run']])[] = [
  [
    'throws at once',
    () => {
      throw new Error('secret words');
    },
  ],
  ['rejects at once', () => Promise.reject(new Error('secret words'))],
  [
    'throws on each event',
    async (events) => {
      for await (const event of events) throw new Error(`secret words ${event.type}`);
    },
  ],
  ['never reads', () => forever],
  [
    'never ends',
    async (events) => {
      for await (const event of events) expect(event).toBeDefined();
      await forever;
    },
  ],
  [
    'hangs in its first event',
    async (events) => {
      for await (const event of events) await forever.then(() => event);
    },
  ],
  [
    'throws in its finally',
    async (events) => {
      try {
        for await (const event of events) if (event.type !== 'status-notice') break;
      } finally {
        await Promise.reject(new Error('secret words'));
      }
    },
  ],
  [
    'goes on reading after it has thrown',
    async (events) => {
      void taking('stray', () => undefined).run(events, {
        signal: new AbortController().signal,
        clock: new ManualClock(),
        log: silentLog,
        skipped: () => undefined,
      });
      await Promise.reject(new Error('secret words'));
    },
  ],
];

describe('Publisher', () => {
  it.each(
    FAULTY.flatMap(([what, run]) =>
      (['newest', 'newest-per-utterance', 'refuse'] as const).map((policy) => [what, policy, run] as const),
    ),
  )('an output that %s (%s) takes nothing from its siblings', async (_what, policy, run) => {
    const { publisher, sibling, notices, speak, close } = startPublisher();
    publisher.add({ name: 'faulty', policy, run });
    await speak();
    await close();
    expect(textsOf(sibling)).toEqual(spoken);
    const told = notices();
    expect(told.length).toBeLessThanOrEqual(1);
    for (const { stage } of told) expect(stage).toBe('output:faulty');
    expect(JSON.stringify(told)).not.toContain('secret');
  });

  it('tells a fault once, marks the state, and starts the output again with longer and longer waits', async () => {
    const { publisher, clock, notices, stateOf, close } = startPublisher();
    let starts = 0;
    publisher.add({
      name: 'faulty',
      policy: 'newest',
      run: () => {
        starts += 1;
        return Promise.reject(new EngineError('output-unwritable', 'The disk is full.', { hint: 'Free some space.' }));
      },
    });
    await settle();
    expect([starts, stateOf('faulty')]).toEqual([1, 'degraded']);
    await clock.advance(1500);
    expect(starts).toBe(2);
    await clock.advance(600_000);
    expect(starts).toBeGreaterThan(15);
    expect(starts).toBeLessThan(30);
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toMatchObject({ level: 'error', code: 'output-failed', hint: 'Free some space.' });
    expect(notices()[0]?.message).toBe('The output "faulty" failed, and is started again: The disk is full.');
    await close();
  });

  it('goes on after a fault where nothing may be lost, with the event that was in hand', async () => {
    const { publisher, stateOf, speak, close } = startPublisher();
    const written: EngineOutput[] = [];
    let failsAt: string | undefined = 'text 3';
    publisher.add(
      taking('file', (event) => {
        if (event.type === 'transcript-final' && event.text === failsAt) {
          failsAt = undefined;
          throw new Error('no space');
        }
        written.push(event);
      }),
    );
    await speak(50);
    await close();
    expect(textsOf(written)).toEqual(spoken.slice(0, 50));
    expect(stateOf('file')).toBe('ended');
  });

  it('tells a fault again once all was well for a while', async () => {
    const { publisher, clock, notices, speak, close } = startPublisher();
    let fails = false;
    publisher.add(
      taking('file', (event) => {
        if (!fails || event.type === 'status-notice') return;
        fails = false;
        throw new Error('broken');
      }),
    );
    for (const from of [0, 10, 20]) {
      fails = true;
      await speak(10, from);
      await clock.advance(120_000);
      await speak(1, 100 + from);
    }
    expect(notices()).toHaveLength(3);
    await close();
  });

  it('gives an output that reads slowly the newest state of each text, and all finals', async () => {
    const { publisher, clock, close } = startPublisher();
    const seen: EngineOutput[] = [];
    publisher.add({
      name: 'pages',
      policy: 'newest-per-utterance',
      run: async (events, context) => {
        for await (const event of events) {
          seen.push(event);
          await context.clock.sleep(50, context.signal);
        }
      },
    });
    publisher.publish(partial('a', 0, 'first'));
    await settle();
    for (let revision = 1; revision <= 100; revision += 1)
      publisher.publish(partial('a', revision, `word ${revision}`));
    publisher.publish(final('a', 101, 'done'));
    publisher.publish(partial('b', 1, 'next'));
    await clock.advance(1000);
    expect(seen.map(({ type }) => type)).toEqual(['transcript-partial', 'transcript-final', 'transcript-partial']);
    await close();
  });

  it('says when an output does not keep up, and when it does again', async () => {
    const { publisher, clock, counters, notices, stateOf, speak, close } = startPublisher();
    const gate = new AbortController();
    const opened = once(gate.signal, 'abort');
    publisher.add({
      name: 'voice',
      policy: 'newest',
      run: async (events) => {
        for await (const event of events) await opened.then(() => event);
      },
    });
    await speak(150);
    expect(notices()).toMatchObject([{ level: 'warning', code: 'output-slow', stage: 'output:voice' }]);
    expect(stateOf('voice')).toBe('degraded');
    expect(counters()['output-voice-skipped']).toBeGreaterThan(40);
    gate.abort();
    await clock.advance(100);
    expect(stateOf('voice')).toBe('working');
    await close();
  });

  it('waits at the end for what an output has still to do, and not for ever', async () => {
    const { publisher, clock } = startPublisher();
    const written: EngineOutput[] = [];
    publisher.add({
      name: 'file',
      policy: 'refuse',
      run: async (events, { clock: time, signal }) => {
        for await (const event of events) {
          await time.sleep(1000, signal);
          written.push(event);
        }
      },
    });
    publisher.add({ name: 'stuck', policy: 'newest', run: () => forever });
    for (const text of spoken.slice(0, 20)) publisher.publish(final(text, 1, text));
    let closed = false;
    void publisher.close().then(() => (closed = true));
    await settle();
    await clock.advance(19_000);
    expect(closed).toBe(false);
    await clock.advance(2000);
    expect(closed).toBe(true);
    expect(textsOf(written)).toEqual(spoken.slice(0, 20));
  });

  it('gives an output that was added later what comes from then on, until it is taken away', async () => {
    const { publisher, sibling, speak, close } = startPublisher();
    const seen: EngineOutput[] = [];
    await speak(2);
    const remove = publisher.add(taking('late', (event) => void seen.push(event)));
    await speak(2, 2);
    await remove();
    await speak(2, 4);
    await close();
    expect(textsOf(seen)).toEqual(spoken.slice(2, 4));
    expect(textsOf(sibling)).toEqual(spoken.slice(0, 6));
  });

  it('refuses an output with a policy that is none', () => {
    const { publisher } = startPublisher();
    const policy = 'some' as Output['policy'];
    expect(() => publisher.add({ name: 'own', policy, run: () => Promise.resolve() })).toThrow('the policy "some"');
  });
});
