import type { EngineError } from '../engine/errors.ts';
import { printLine } from './print.ts';
import type { CommandContext } from './terminal.ts';

type Stderr = CommandContext['terminal']['stderr'];

/** Tells of a session that cannot be read, among others that can. */
export function tellUnreadable(stderr: Stderr): (error: EngineError) => void {
  return ({ message }) => printLine(stderr, `overlingo: ${message}`);
}

/** Tells how much of a journal could not be read. */
export function tellDamage(lines: number, stderr: Stderr): void {
  if (lines === 0) return;
  printLine(stderr, `overlingo: ${lines === 1 ? 'One line' : `${lines} lines`} of the journal cannot be read.`);
}
