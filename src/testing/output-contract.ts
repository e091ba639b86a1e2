import assert from 'node:assert/strict';
import { silentLog } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import type { EngineOutput, Output } from '../engine/pipeline/output.ts';
import { contractOf, type Contract } from './contract.ts';
import { sampleOutput } from './sample-output.ts';

/** The engine waits 2 s for what an output still has to do; a test machine may be slow. */
const LONGEST_END_MS = 10_000;

/** What the contract needs to know of an output. */
export interface OutputSubject {
  readonly output: Output;
  /** Ends what the output was made with. */
  close?(): Promise<void>;
}

/** What every output must do with whatever it is told; see `Output`. */
export function outputContract(open: () => Promise<OutputSubject>): Contract {
  return contractOf({
    open,
    close: async (subject) => subject.close?.(),
    cases: {
      'has a short name that can stand in a status': ({ output }) => {
        assert.match(output.name, /^[a-z][a-z0-9-]{0,39}$/u);
      },

      'reads its events to their end, and then finishes': async ({ output }) => {
        const told = sampleOutput();
        assert.equal(await eventsRead(output, told), told.length);
      },

      'finishes where there are no events at all': async ({ output }) => {
        assert.equal(await eventsRead(output, []), 0);
      },

      'serves one run after the other': async ({ output }) => {
        const told = sampleOutput();
        assert.equal(await eventsRead(output, told), told.length);
        assert.equal(await eventsRead(output, told.slice(-2)), 2);
      },
    },
  });
}

/** How many of the events the output has taken until it was done. */
async function eventsRead(output: Output, told: readonly EngineOutput[]): Promise<number> {
  let read = 0;
  async function* events(): AsyncGenerator<EngineOutput, void, undefined> {
    for (const event of told) {
      await Promise.resolve();
      read += 1;
      yield event;
    }
  }
  const stop = new AbortController();
  const context = { signal: stop.signal, clock: systemClock, log: silentLog, skipped: () => undefined };
  const tooLate = systemClock.sleep(LONGEST_END_MS, stop.signal).then(() => {
    if (!stop.signal.aborted) throw new assert.AssertionError({ message: 'It does not finish when its events end.' });
  });
  try {
    await Promise.race([output.run(events(), context), tooLate]);
    return read;
  } finally {
    stop.abort();
  }
}
