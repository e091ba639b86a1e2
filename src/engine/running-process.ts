import { hasCode } from './system-code.ts';

/** Whether there is a process of that id on this computer, also where it belongs to somebody else. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, 'ESRCH');
  }
}
