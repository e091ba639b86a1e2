import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { setupAudio } from '../engine/audio/devices/setup-audio.ts';
import { EngineError } from '../engine/errors.ts';
import { createLogger, type Logger } from '../engine/log.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { findRuntimeFiles } from '../session/find-runtime-files.ts';
import { addChosenOptions, addFileOptions, configOfLayers, configOfOptions } from './command-options.ts';
import { configCommands } from './config-commands.ts';
import { runDemo } from './demo-command.ts';
import { runDevices } from './devices-command.ts';
import { EXIT } from './exit-codes.ts';
import { modelsCommands } from './models-commands.ts';
import { demoOptions, devicesOptions, ownOptions, startOptions, transcribeOptions } from './own-options.ts';
import { runStart } from './start-command.ts';
import type { CommandContext } from './terminal.ts';
import { runTranscribe } from './transcribe-command.ts';

type Given = Readonly<Record<string, unknown>>;

/** What commands get besides their options. */
export interface ProgramTools extends CommandContext {
  readonly environment: NodeJS.ProcessEnv;
  /** Where the built parts of the program lie, and how much is told on the standard error. */
  readonly runTools: (config: Pick<Config, 'log'>) => CommandContext & {
    readonly files: RuntimeFiles;
    readonly log: Logger;
    readonly environment: NodeJS.ProcessEnv;
  };
}

const CAPTIONS = ['translation', 'vocabulary'];
const START = { of: [...CAPTIONS, 'recognizer', 'speech', 'audio', 'server', 'log'] };
const TRANSCRIBE = { of: [...CAPTIONS, 'recognizer', 'speech', 'log'] };
/** Those with which a translator can be tried without a microphone. */
const DEMO = { of: [...CAPTIONS, 'server.port', 'server.maxLag', 'log'] };
const DEVICES = { of: ['audio.backend', 'log'] };

/** The command line of this process. @param signal aborted by Ctrl-C. */
export function createProgram(signal: AbortSignal): Command {
  const manifest = path.join(import.meta.dirname, '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const tools = toolsOf(signal);
  const program = new Command('overlingo')
    .description('Live captions and live translation for streamers.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('See overlingo --help.');
  demo(program.command('demo'), tools);
  start(program.command('start'), tools);
  devices(program.command('devices'), tools);
  modelsCommands(program.command('models').description('download speech and translation models'), tools);
  configCommands(program.command('config').description('what is set, in the configuration file and elsewhere'), tools);
  setup(program.command('setup'), signal);
  transcribe(program.command('transcribe'), tools);
  return program;
}

function toolsOf(signal: AbortSignal): ProgramTools {
  const terminal = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
  const environment = process.env;
  return {
    terminal,
    signal,
    environment,
    runTools: ({ log }) => {
      const logger = createLogger(log.level, (line) => void process.stderr.write(`${line}\n`));
      return { terminal, signal, environment, files: findRuntimeFiles(), log: logger };
    },
  };
}

function demo(command: Command, { runTools, environment }: ProgramTools): void {
  command
    .description('hear, caption and translate a bundled clip, in the browser and in the terminal')
    .option('--language <tag>', 'language of the clip: es, de, fr or en')
    .option('--once', 'end after the clip')
    .option('--no-open', 'do not open a browser')
    .option('--json', 'print one event per line');
  addChosenOptions(command, DEMO).action(async (given: Given) => {
    const options = ownOptions(demoOptions, given);
    // Without the file of the user and the environment: it must be the same everywhere.
    const config = configOfOptions(command, DEMO, environment);
    await runDemo(config, options, runTools(config));
  });
}

function start(command: Command, { environment, runTools }: ProgramTools): void {
  command
    .description('caption an input live')
    .option('--new-token', 'make the former token worthless, and print a new one')
    .option('--json', 'print one event per line');
  addFileOptions(addChosenOptions(command, START)).action(async (given: Given) => {
    const options = ownOptions(startOptions, given);
    const loaded = await configOfLayers(command, START, environment);
    if (loaded.config.audio.inputs.length === 0) {
      command.error("error: required option '--input <input>' not specified");
    }
    await runStart(loaded, options, runTools(loaded.config));
  });
}

function transcribe(command: Command, { environment, runTools, signal }: ProgramTools): void {
  command
    .argument('<file>', 'sound file')
    .description('write the transcript of a file')
    .option('--format <format>', 'txt, srt, vtt or jsonl')
    .option('--keep-source', 'with --translate: the source text above its translations')
    .option('--output <file>', 'file to write; the standard output where absent or -');
  addFileOptions(addChosenOptions(command, TRANSCRIBE)).action(async (file: string, given: Given) => {
    const options = ownOptions(transcribeOptions, given);
    const { config, file: configFile } = await configOfLayers(command, TRANSCRIBE, environment);
    await runTranscribe({ ...options, file, config, configFile: configFile.file }, runTools(config));
    if (signal.aborted) process.exitCode = EXIT.interrupted;
  });
}

function devices(command: Command, { environment, runTools }: ProgramTools): void {
  command
    .description('list microphones, outputs and what the PC plays')
    .option('--json', 'print one backend per line')
    .option('--meter', 'show how loud each is until Ctrl-C');
  addChosenOptions(command, DEVICES).action(async (given: Given) => {
    const config = configOfOptions(command, DEVICES, environment);
    await runDevices({ ...ownOptions(devicesOptions, given), backend: config.audio.backend }, runTools(config));
  });
}

function setup(command: Command, signal: AbortSignal): void {
  command
    .argument('<part>', 'audio')
    .description('compile the optional audio library naudiodon')
    .action(async (part: string) => {
      if (part !== 'audio')
        throw new EngineError('usage', `There is nothing to set up for "${part}".`, { hint: 'Use audio.' });
      const tell = (line: string): void => void process.stdout.write(`${line}\n`);
      if ((await setupAudio({ tell, signal })) !== 0) process.exitCode = EXIT.input;
    });
}
