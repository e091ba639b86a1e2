import type { Writable } from 'node:stream';
import type { Output } from '../engine/pipeline/output.ts';

/** One JSON value on one line, for programs that read the output. */
export function writeJsonLine(stdout: Writable, value: object): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}

/** Writes everything that the engine tells, one event on a line. A slow reader of the pipe is not waited for. */
export function jsonLinesOutput(stdout: Writable): Output {
  return {
    name: 'json-lines',
    policy: 'refuse',
    run: async (events) => {
      for await (const event of events) writeJsonLine(stdout, event);
    },
  };
}
