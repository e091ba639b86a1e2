import type { Writable } from 'node:stream';

/** One JSON value on one line, for programs that read the output. */
export function writeJsonLine(stdout: Writable, value: object): void {
  stdout.write(`${JSON.stringify(value)}\n`);
}
