import type { Writable } from 'node:stream';
import type { Output } from '../engine/pipeline/output.ts';
import { printJson } from './print.ts';

/** Writes everything that the engine tells, one event on a line. A slow reader of the pipe is not waited for. */
export function jsonLinesOutput(stdout: Writable): Output {
  return {
    name: 'json-lines',
    policy: 'refuse',
    run: async (events) => {
      for await (const event of events) printJson(stdout, event);
    },
  };
}
