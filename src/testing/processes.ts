import { existsSync, readFileSync } from 'node:fs';

/** True where the process runs; one that is dead but not yet waited for does not, where the system tells. */
export function isAlive(pid: number): boolean {
  if (existsSync('/proc/self/status')) {
    try {
      return !/^State:\s*Z/mu.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
