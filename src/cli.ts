#!/usr/bin/env node
import { Socket } from 'node:net';
import path from 'node:path';
import { CommanderError } from 'commander';
import { EXIT, exitCodeOf } from './cli/exit-codes.ts';
import { isLostConnection } from './cli/lost-connection.ts';
import { standardOutputFailure } from './cli/output-failure.ts';
import { printLine, printText } from './cli/print.ts';
import { kindAndPlace, toEngineError } from './engine/errors.ts';

// The composition root: the only file that reads the arguments and sets the exit code.

/** A run that does not end by itself after Ctrl-C is ended. */
const SHUTDOWN_LIMIT_MS = 1900;

const interrupt = new AbortController();

function fail(error: unknown): void {
  if (interrupt.signal.aborted && error === interrupt.signal.reason) {
    process.exitCode = EXIT.interrupted;
    return;
  }
  if (error instanceof CommanderError) {
    // Help and the version, which are no faults.
    process.exitCode = EXIT.ok;
    return;
  }
  const failure = toEngineError(error);
  const hint = failure.hint === undefined ? '' : ` ${failure.hint}`;
  printText(process.stderr, `overlingo: ${failure.message}${hint} [${failure.code}]\n`);
  process.exitCode = exitCodeOf(failure.code);
}

function stopOn(signal: NodeJS.Signals): void {
  process.on(signal, () => {
    interrupt.abort();
    setTimeout(() => process.exit(EXIT.interrupted), SHUTDOWN_LIMIT_MS).unref();
  });
}

stopOn('SIGINT');
stopOn('SIGTERM');
// Node would print the error with all that it holds, which may be a key, or what was said.
process.on('uncaughtException', (error) => {
  if (isLostConnection(error)) {
    printLine(
      process.stderr,
      `overlingo: A connection was lost (${kindAndPlace(error)}). Captions go on. [connection-lost]`,
    );
    return;
  }
  fail(error);
  process.exit();
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone: nobody wants the rest.
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  fail(standardOutputFailure(error));
  process.exit();
});
// What is told beside the captions may be lost, as where the disk of a log is full. Captions go on.
process.stderr.on('error', () => undefined);

try {
  // On demand, so that a file of the program that cannot be read is told as other errors are.
  const { createProgram } = await import('./cli/program.ts');
  const manifest = path.join(import.meta.dirname, '..', 'package.json');
  await createProgram(manifest, interrupt.signal).parseAsync();
} catch (error) {
  fail(error);
}
// Standard input may still be open as a pipe, which nothing waits for any more; a file has nothing to let go of.
if (process.stdin instanceof Socket) process.stdin.unref();
