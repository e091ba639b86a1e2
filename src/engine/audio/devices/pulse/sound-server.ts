import { runCommand } from './run-command.ts';

/** True where PulseAudio, or PipeWire in its place, serves this machine. */
export async function soundServerAnswers(env: NodeJS.ProcessEnv): Promise<boolean> {
  return process.platform === 'linux' && (await runCommand('pactl', ['info'], env)).ended === 'well';
}
