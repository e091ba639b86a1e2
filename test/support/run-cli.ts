import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cliFile, fixture } from './files.ts';

/** What a run of the command line left behind. */
export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command line. */
export interface RunningCli {
  readonly child: ChildProcessWithoutNullStreams;
  /** Everything on the standard output so far. */
  readonly stdout: () => string;
  readonly ended: Promise<CliResult>;
}

/** An environment in which the command line finds no settings of whoever runs the tests. */
export function withoutOwnSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = (name: string): boolean => name.startsWith('OVERLINGO_') && env[name] === process.env[name];
  const rest = Object.entries(env).filter(([name]) => !own(name));
  return { OVERLINGO_CONFIG: fixture('config', 'empty.yaml'), ...Object.fromEntries(rest) };
}

/** Starts the built command line. @param env its environment; that of this process, without settings, unless given. */
export function startCli(args: readonly string[], env: NodeJS.ProcessEnv = process.env): RunningCli {
  const child = spawn(process.execPath, [cliFile, ...args], { env: withoutOwnSettings(env) });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...output }));
  return { child, stdout: () => output.stdout, ended };
}

/** Runs the built command line to its end. @param input is written to its standard input. */
export async function runCli(args: readonly string[], input: Uint8Array = new Uint8Array()): Promise<CliResult> {
  const { child, ended } = startCli(args);
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return ended;
}

/** The JSON lines of an output. */
export function jsonLines(stdout: string): Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
