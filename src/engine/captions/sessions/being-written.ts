import { hostname, uptime } from 'node:os';
import { isRunning } from '../../running-process.ts';
import type { JournalHeader } from './journal.ts';

/** The system tells its uptime with such a tolerance, in milliseconds. */
const BOOT_TOLERANCE_MS = 60_000;

/**
 * True while the process that writes a session runs. After a restart of the computer, or in a container, another process may
 * have its id.
 */
export function isBeingWritten({ pid, host, startedAt }: JournalHeader): boolean {
  if (host !== hostname()) return false;
  const upMs = pid === process.pid ? performance.now() : uptime() * 1000 + BOOT_TOLERANCE_MS;
  return Date.parse(startedAt) >= Date.now() - upMs && isRunning(pid);
}
