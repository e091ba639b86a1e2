import { existsSync, readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import type { Config } from '../config/schema.ts';
import { setupAudio } from '../engine/audio/devices/setup-audio.ts';
import { EngineError } from '../engine/errors.ts';
import { createLogger, type Logger } from '../engine/log.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { userPath } from '../engine/user-path.ts';
import { findRuntimeFiles } from '../session/find-runtime-files.ts';
import {
  addChosenOptions,
  addFileOptions,
  configOfLayers,
  configOfOptions,
  type SettingChoice,
} from './command-options.ts';
import { configCommands } from './config-commands.ts';
import { runDemo } from './demo-command.ts';
import { runDevices } from './devices-command.ts';
import { EXIT } from './exit-codes.ts';
import { helpCallOf, tellUsageErrors } from './help.ts';
import { modelsCommands } from './models-commands.ts';
import { obsCommands } from './obs-commands.ts';
import { demoOptions, devicesOptions, ownOptions, startOptions, transcribeOptions } from './own-options.ts';
import { printLine, printText } from './print.ts';
import { groupOf } from './setting-options.ts';
import { runRelay } from './relay-command.ts';
import { runStart } from './start-command.ts';
import type { CommandContext } from './terminal.ts';
import { runTranscribe } from './transcribe-command.ts';
import { transcriptsCommands } from './transcripts-commands.ts';

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
const START: SettingChoice = {
  of: ['audio', 'recognizer', 'speech', ...CAPTIONS, 'transcripts', 'server', 'obs', 'youtube', 'log'],
};
const TRANSCRIBE: SettingChoice = {
  of: ['recognizer', 'speech', ...CAPTIONS, 'log'],
  // Nothing is drafted, nobody watches, and no costs are shown.
  except: [
    'translation.draftLimit',
    'translation.readingMode',
    'translation.pauseWithoutViewers',
    'translation.price',
    'translation.deepl.partials',
  ],
  seenAs: (config) => ({
    ...config,
    audio: { ...config.audio, inputs: [] },
    server: { ...config.server, programs: false },
  }),
};
/** Those with which a translator can be tried without a microphone. */
const DEMO: SettingChoice = {
  of: [...CAPTIONS, 'server.port', 'server.maxLag', 'log'],
  seenAs: (config) => ({ ...config, translation: { ...config.translation, targets: demoTargets(config) } }),
};
const DEVICES: SettingChoice = {
  of: ['audio.backend', 'log'],
  seenAs: (config) => ({ ...config, audio: { ...config.audio, inputs: [{ kind: 'mic' }] } }),
};

/** Of the pages only that of viewers, fed by another computer. */
const RELAY: SettingChoice = {
  of: [
    ...[
      'server.redis',
      'server.redisPasswordVariable',
      'server.port',
      'server.audienceAddress',
      'server.audienceHosts',
    ],
    ...['server.audienceProxies', 'server.audienceLimit', 'log'],
  ],
  seenAs: (config) => ({ ...config, server: { ...config.server, audience: true } }),
};

/** Whatever is spoken is translated, where nobody says into what. */
function demoTargets({ translation: { targets } }: Config): readonly string[] {
  return targets.length === 0 ? ['en'] : targets;
}

/** The command line of this process. @param manifest its package.json. @param signal aborted by Ctrl-C. */
export function createProgram(manifest: string, signal: AbortSignal): Command {
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const tools = toolsOf(signal);
  const program = new Command('overlingo')
    .description('Live captions and live translation for streamers.')
    .version(version)
    // What was typed stands in what is said about it.
    .configureOutput({
      writeOut: (text) => printText(process.stdout, text),
      writeErr: (text) => printText(process.stderr, text),
    });
  demo(program.command('demo'), tools);
  start(program.command('start'), tools);
  devices(program.command('devices'), tools);
  modelsCommands(program.command('models').description('download speech and translation models'), tools);
  configCommands(program.command('config').description('what is set, in the configuration file and elsewhere'), tools);
  obsCommands(program.command('obs').description('put the overlay into OBS, and see what OBS does'), tools);
  relay(program.command('relay'), tools);
  setup(program.command('setup'), signal);
  transcribe(program.command('transcribe'), tools);
  transcriptsCommands(program.command('transcripts').description('what was said in sessions that were kept'), tools);
  tellUsageErrors(program);
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
      const logger = createLogger(log.level, (line) => printLine(process.stderr, line));
      return { terminal, signal, environment, files: findRuntimeFiles(), log: logger };
    },
  };
}

function demo(command: Command, { runTools, environment }: ProgramTools): void {
  command
    .description('caption and translate a bundled clip, in the browser and in the terminal')
    .option('--language <tag>', 'language of the clip: es, de, fr or en (default: es)')
    .option('--once', 'end after the clip')
    .option('--no-open', 'do not open a browser')
    .option('--json', 'print one event per line');
  addChosenOptions(command, DEMO).action(async (given: Given) => {
    const options = ownOptions(demoOptions, given, command);
    // Without the file of the user and the environment: it must be the same everywhere.
    const config = configOfOptions(command, DEMO, environment);
    await runDemo(config, options, { ...runTools(config), exactPort: given['port'] !== undefined });
  });
}

function start(command: Command, { environment, runTools }: ProgramTools): void {
  command.description('caption one input or several live').usage('--input <input> [options]');
  addChosenOptions(command, START);
  const input = command.options.find(({ long }) => long === '--input');
  if (input) input.description += '. Required, unless the configuration file or --programs says what is listened to';
  command
    .option('--json', 'print one event per line')
    .addOption(
      new Option('--once', 'with --follow: end once the stream or recording has ended').helpGroup(groupOf(['obs'])),
    )
    .addOption(
      new Option(
        '--new-token',
        'with --lan, --programs or --remote: revoke the former token, and print a new one',
      ).helpGroup(groupOf(['server'])),
    );
  addFileOptions(command).action(async (given: Given) => {
    const options = ownOptions(startOptions, given, command);
    const loaded = await configOfLayers(command, START, environment);
    if (loaded.config.audio.inputs.length === 0 && !loaded.config.server.programs) {
      throw noInput(command);
    }
    await runStart(loaded, options, runTools(loaded.config));
  });
}

function noInput(command: Command): EngineError {
  return new EngineError('usage', 'There is nothing to listen to: no input is given.', {
    hint: `Add --input mic, for example; or --programs, to hear programs only. See ${helpCallOf(command)}.`,
  });
}

function transcribe(command: Command, { environment, runTools, signal }: ProgramTools): void {
  command
    .argument('<file>', 'sound file')
    .description('write the transcript of a file')
    .option('--format <format>', 'txt, srt, vtt, ass or jsonl; by the ending of the file name where absent')
    .option(
      '--output <file>',
      'file to write, with --translate one for each language; standard output where absent or -',
    )
    .option('--keep-source', 'with --translate: one file, the source text above its translations');
  addFileOptions(addChosenOptions(command, TRANSCRIBE)).action(async (file: string, given: Given) => {
    const options = ownOptions(transcribeOptions, given, command);
    const { config, file: configFile } = await configOfLayers(command, TRANSCRIBE, environment);
    if (options.keepSource && config.translation.targets.length === 0) {
      throw new EngineError('usage', '--keep-source has no effect: nothing is translated.', {
        hint: 'Leave it out, or add --translate with a language.',
      });
    }
    await runTranscribe(
      { ...options, file: recordingNamed(file), config, configFile: configFile.file },
      runTools(config),
    );
    if (signal.aborted) process.exitCode = EXIT.interrupted;
  });
}

/** Who is used to `start --input file:talk.wav` writes the same here. */
function recordingNamed(text: string): string {
  const file = userPath(text);
  return file === text && !existsSync(text) ? userPath(text.replace(/^file:/u, '')) : file;
}

function relay(command: Command, { environment, runTools }: ProgramTools): void {
  command.description('serve the page of viewers, on any computer, with captions that come over Redis');
  addFileOptions(addChosenOptions(command, RELAY)).action(async () => {
    const { config } = await configOfLayers(command, RELAY, environment);
    await runRelay(config, runTools(config));
  });
}

function devices(command: Command, { environment, runTools }: ProgramTools): void {
  command
    .description('list microphones, outputs and what the PC plays')
    .option('--json', 'print one backend per line')
    .option('--meter', 'show how loud each is until Ctrl-C');
  addChosenOptions(command, DEVICES).action(async (given: Given) => {
    const config = configOfOptions(command, DEVICES, environment);
    await runDevices(
      { ...ownOptions(devicesOptions, given, command), backend: config.audio.backend },
      runTools(config),
    );
  });
}

function setup(command: Command, signal: AbortSignal): void {
  command
    .argument('<part>', 'what is set up: audio')
    .description('set up what npm does not install by itself: audio compiles the library naudiodon for sound devices')
    .action(async (part: string) => {
      if (part !== 'audio')
        throw new EngineError('usage', `There is nothing to set up for "${part}".`, { hint: 'Use audio.' });
      const tell = (line: string): void => printLine(process.stdout, line);
      if ((await setupAudio({ tell, signal })) !== 0) process.exitCode = EXIT.input;
    });
}
