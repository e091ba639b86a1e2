import { readFileSync } from 'node:fs';

/** The most memory that this process has held at once, in bytes. */
export function peakMemory(): number {
  // On Linux what the system counts for a process begins with what its parent held when it was started.
  if (process.platform === 'linux') {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/mu.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) * 1024;
  }
  return process.resourceUsage().maxRSS * 1024;
}
