import { describe, expect, it } from 'vitest';
import type { UtteranceId } from '../../../../src/protocol/caption-event.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { BoundedChannel } from '../../../../src/engine/pipeline/bounded-channel.ts';
import type { EngineOutput, Output } from '../../../../src/engine/pipeline/output.ts';
import { notice } from '../../../../src/engine/pipeline/notice.ts';
import { SessionParts } from '../../../../src/session/transcripts/session-parts.ts';
import { ManualClock, settle } from '../../../../src/testing/manual-clock.ts';

const said = (message: string): EngineOutput => notice('obs', { level: 'info', code: 'obs-connected', message });

/** A caption of its time. */
const captioned = (text: string, emittedAtMs: number): EngineOutput => ({
  type: 'transcript-final',
  utteranceId: text as UtteranceId,
  sourceId: 'mic',
  revision: 1,
  startMs: 0,
  endMs: 1000,
  language: 'en',
  text,
  timing: { emittedAtMs },
});

const textOf = (event: EngineOutput): string =>
  event.type === 'status-notice' ? event.message : event.type === 'transcript-final' ? event.text : event.type;

/** An output that writes down what each of its runs gets, and breaks where it is told to. */
function notebook(endings: ('breaks' | 'works')[] = []) {
  const runs: string[][] = [];
  const clock = new ManualClock();
  const output: Output = {
    name: 'notes',
    policy: 'refuse',
    async run(events) {
      const own: string[] = [];
      runs.push(own);
      for await (const event of events) {
        own.push(textOf(event));
        if (textOf(event) === 'breaks') throw new Error('It is full.');
      }
      if (endings.shift() === 'breaks') throw new Error('It is full.');
      own.push('over');
    },
  };
  const channel = new BoundedChannel<EngineOutput>({ capacity: 100, whenFull: 'refuse' });
  const parts = new SessionParts(output, clock);
  const never = new AbortController().signal;
  const run = (): Promise<void> =>
    parts.run(channel.read(never), {
      clock,
      log: silentLog,
      signal: never,
      skipped: () => undefined,
    });
  return { runs, channel, parts, run, clock };
}

describe('an output by parts', () => {
  it('runs once for each part, and gets nothing between them', async () => {
    const { runs, channel, parts, run } = notebook();
    const done = run();
    const tell = async (message: string): Promise<void> => {
      channel.push(said(message));
      await settle();
    };
    await tell('before');
    parts.begin();
    await settle();
    await tell('one');
    parts.end();
    await settle();
    await tell('between');
    parts.begin();
    await settle();
    await tell('two');
    channel.close();
    await done;
    expect(runs).toEqual([
      ['one', 'over'],
      ['two', 'over'],
    ]);
  });

  it('gives a part all that was told before its end, however slow its reader is', async () => {
    const { runs, channel, parts, run } = notebook();
    parts.begin();
    const done = run();
    await settle();
    for (const message of ['a', 'b', 'c']) channel.push(said(message));
    parts.end();
    await settle();
    await settle();
    channel.close();
    await done;
    expect(runs).toEqual([['a', 'b', 'c', 'over']]);
  });

  it('fails as its output does, and goes on in the same part when it is run again', async () => {
    const { runs, channel, parts, run } = notebook();
    parts.begin();
    channel.push(said('breaks'));
    await expect(run()).rejects.toThrow('It is full.');
    channel.push(said('more'));
    channel.close();
    await run();
    expect(runs).toEqual([['breaks'], ['more', 'over']]);
  });

  it('finishes a part whose end failed before the next one, with what belongs to each', async () => {
    const { runs, channel, parts, run, clock } = notebook(['breaks']);
    const tell = async (text: string): Promise<void> => {
      await clock.advance(1000);
      channel.push(captioned(text, clock.nowMs()));
      await clock.advance(1000);
    };
    parts.begin();
    const failed = expect(run()).rejects.toThrow('It is full.');
    await tell('of the first');
    parts.end();
    await failed;
    await tell('between');
    parts.begin();
    await tell('of the second');
    channel.close();
    await run();
    expect(runs).toEqual([['of the first'], ['over'], ['of the second', 'over']]);
  });

  it('gives a part what was told in it and has waited until after its end', async () => {
    const { runs, channel, parts, run, clock } = notebook();
    parts.begin();
    channel.push(said('breaks'));
    await expect(run()).rejects.toThrow('It is full.');
    await clock.advance(1000);
    channel.push(captioned('waits', clock.nowMs()));
    await clock.advance(1000);
    parts.end();
    await clock.advance(1000);
    channel.push(captioned('between', clock.nowMs()));
    channel.close();
    await run();
    expect(runs).toEqual([['breaks'], ['waits', 'over']]);
  });

  it('ends with the run between two parts', async () => {
    const { runs, channel, run } = notebook();
    channel.close();
    await run();
    expect(runs).toEqual([]);
  });
});
