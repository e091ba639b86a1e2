import { readdirSync, readFileSync } from 'node:fs';

/** All processes below `pid`: its children, theirs, and so on. */
export function descendants(pid: number): number[] {
  const parents = new Map(processes().map((child) => [child, parentOf(child)]));
  const below = (parent: number): number[] =>
    [...parents].filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** The command of a process, with its arguments; empty where it is gone. */
export function commandOf(pid: number): string {
  return readProc(pid, 'cmdline').replaceAll('\0', ' ').trim();
}

function processes(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

function parentOf(pid: number): number {
  return Number(/^PPid:\s*(\d+)/mu.exec(readProc(pid, 'status'))?.[1] ?? -1);
}

function readProc(pid: number, file: 'cmdline' | 'status'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
