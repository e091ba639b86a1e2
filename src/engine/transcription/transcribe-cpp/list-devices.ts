import { execFile } from 'node:child_process';
import type { BackendInfo } from 'transcribe-cpp';
import { z } from 'zod';
import { childEnvironment } from '../../child-environment.ts';

/** Drivers of GPUs may take their time at the first call; more means that one hangs. */
const LIMIT_MS = 60_000;

const PROGRAM = `
const library = await import('transcribe-cpp');
process.stdout.write('\\nDEVICES ' + JSON.stringify(library.getAvailableBackends()) + '\\n');
`;

const devicesSchema = z.array(
  z.looseObject({ name: z.string(), kind: z.string(), deviceType: z.string(), description: z.string() }),
);

/**
 * The processors that transcribe.cpp finds; none where it cannot be loaded. It is asked in a process of its own: a broken
 * driver may end the process that asks for it.
 */
export function listDevices(): Promise<readonly BackendInfo[]> {
  const args = ['--input-type=module', '-e', PROGRAM];
  const env = childEnvironment(process.env);
  // Of a program that is no file, packages are looked for from the working folder on.
  const settings = {
    cwd: import.meta.dirname,
    timeout: LIMIT_MS,
    killSignal: 'SIGKILL',
    windowsHide: true,
    env,
  } as const;
  return new Promise((resolve) => {
    execFile(process.execPath, args, settings, (_error, stdout) => {
      resolve(devicesIn(stdout));
    });
  });
}

function devicesIn(stdout: string): readonly BackendInfo[] {
  const json = /^DEVICES (.+)$/mu.exec(stdout)?.[1];
  const parsed = devicesSchema.safeParse(json === undefined ? [] : JSON.parse(json));
  return parsed.success ? (parsed.data as unknown as readonly BackendInfo[]) : [];
}
