#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { Command, CommanderError } from 'commander';
import type { z } from 'zod';
import { runDemo } from './cli/demo-command.ts';
import { runDevices } from './cli/devices-command.ts';
import { EXIT, exitCodeOf } from './cli/exit-codes.ts';
import { findRuntimeFiles } from './session/runtime-files.ts';
import { runModelsGet, runModelsList, runModelsRemove } from './cli/models-command.ts';
import { runStart } from './cli/start-command.ts';
import { runTranscribe } from './cli/transcribe-command.ts';
import { parseSettings } from './config/parse-settings.ts';
import { setupAudio } from './engine/audio/devices/setup-audio.ts';
import {
  demoSchema,
  devicesSchema,
  modelsGetSchema,
  modelsListSchema,
  modelsRemoveSchema,
  startSchema,
  transcribeSchema,
} from './config/settings.ts';
import { EngineError, toEngineError } from './engine/errors.ts';
import { createLogger, type LogLevel } from './engine/log.ts';

// The composition root: the only file that reads the arguments and sets the exit code.

/** A run that does not end by itself after Ctrl-C is ended. */
const SHUTDOWN_LIMIT_MS = 1900;

const terminal = { stdin: process.stdin, stdout: process.stdout, stderr: process.stderr };
const interrupt = new AbortController();

function settingsOf<Schema extends z.ZodType>(schema: Schema, options: Record<string, unknown>): z.infer<Schema> {
  const parsed = parseSettings(schema, options);
  if (parsed.ok) return parsed.settings;
  throw new EngineError('usage', parsed.problem, { hint: 'See overlingo --help.' });
}

function tools({ log }: { readonly log: LogLevel }) {
  const logger = createLogger(log, (line) => void process.stderr.write(`${line}\n`));
  const { signal } = interrupt;
  return { terminal, signal, files: findRuntimeFiles(), log: logger, environment: process.env };
}

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const list = (value: string): string[] => value.split(',').map((part) => part.trim());

function speechOptions(command: Command): Command {
  return translationOptions(command)
    .option(
      '--model <model>',
      'demo, a folder with a sherpa-onnx model, a ggml file, or http(s)://…/v1 (several with commas)',
    )
    .option('--language <tags>', 'spoken language, such as es; auto finds it, and es,en finds which of these')
    .option('--sensitivity <level>', 'low, normal or high')
    .option('--replicas <count>', 'recogniser processes that work side by side')
    .option('--prompt <words>', 'names and terms that are likely to occur')
    .option('--remote-model <name>', 'model name on a transcription server')
    .option('--api-key-variable <name>', 'environment variable that holds the key of a transcription server')
    .option('--log <level>', 'error, warn, info or debug');
}

function translationOptions(command: Command): Command {
  return command
    .option('--translate <tags>', 'target languages, such as en or en,fr', list)
    .option(
      '--translator <names>',
      'deepl, llm, local, whisper (to English only); several, best first, with commas',
      list,
    )
    .option('--deepl-key-variable <name>', 'environment variable with the key of DeepL (DEEPL_API_KEY)')
    .option('--deepl-url <url>', 'another address of DeepL')
    .option('--deepl-model <model>', 'fast or best')
    .option('--deepl-partials', 'translate unfinished sentences with DeepL too, which costs more')
    .option('--formality <formality>', 'default, more or less; for DeepL')
    .option('--llm <server>', 'openai, ollama, lm-studio, llama.cpp, openrouter, groq, gemini, deepseek or mistral')
    .option('--llm-url <url>', 'address of a server that speaks the protocol of OpenAI')
    .option('--llm-model <model>', 'model of the server')
    .option('--llm-key-variable <name>', 'environment variable with the key of the server')
    .option('--style <style>', 'plain, casual or formal; for language models')
    .option('--title <text>', 'title of the stream, which helps translators')
    .option('--game <text>', 'game or subject of the stream, which helps translators')
    .option('--glossary <file>', 'terms and names, see docs/glossary.md')
    .option('--mask <style>', 'swear words: off, stars, beep or remove')
    .option('--mask-words <words>', 'more words to mask', list)
    .option('--allow-words <words>', 'words that are never masked', list)
    .option('--budget <limits>', 'monthly limits, such as deepl=500000,llm=2000000 (characters, tokens)', list)
    .option(
      '--price <prices>',
      'for the estimated cost: deepl=25,llm=0.4/1.6 (a million characters, tokens in/out)',
      list,
    )
    .option('--draft-limit <characters>', 'characters a minute of unfinished sentences, where translation costs (1500)')
    .option('--reading-mode', 'translate finished sentences only')
    .option('--pause-without-viewers', 'translate only while a page with captions is open');
}

function createProgram(): Command {
  const manifest = path.join(import.meta.dirname, '..', 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const program = new Command('overlingo')
    .description('Live captions and live translation for streamers.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('See overlingo --help.');

  translationOptions(program.command('demo'))
    .description('hear, caption and translate a bundled clip, in the browser and in the terminal')
    .option('--language <tag>', 'language of the clip: es, de, fr or en')
    .option('--once', 'end after the clip')
    .option('--no-open', 'do not open a browser')
    .option('--json', 'print one event per line')
    .option('--port <number>', 'port of the pages; the next free one where it is taken')
    .option('--max-lag <seconds>', 'how far captions may be behind where somebody speaks faster than people read')
    .option('--log <level>', 'error, warn, info or debug')
    .action(async (options: Record<string, unknown>) => {
      const settings = settingsOf(demoSchema, options);
      await runDemo(settings, tools(settings));
    });

  speechOptions(program.command('start'))
    .description('caption an input live')
    .requiredOption(
      '--input <input>',
      'file:PATH, stdin, mic, mic:NAME, loopback, loopback:NAME or browser; several times for several; ' +
        'settings behind it: ,as=NAME,language=es+en,channel=2,gain=6,gate=auto,denoise=on',
      collect,
    )
    .option('--audio-backend <name>', 'auto, pulse, naudiodon or decibri')
    .option('--lan', 'let other devices of the network in, with the printed token')
    .option('--programs', 'let programs send sound over a WebSocket, with the printed token')
    .option('--new-token', 'make the former token worthless, and print a new one')
    .option('--pace <pace>', 'real-time, unpaced, or a speed such as 10x')
    .option('--rate <hertz>', 'sample rate of raw sound on stdin')
    .option('--channels <count>', 'channels of raw sound on stdin')
    .option('--encoding <name>', 'samples of raw sound on stdin: s16le or f32le')
    .option('--port <number>', 'port of the pages; the next free one where it is taken')
    .option('--max-lag <seconds>', 'how far captions may be behind where somebody speaks faster than people read')
    .option('--json', 'print one event per line')
    .action(async (options: Record<string, unknown>) => {
      const settings = settingsOf(startSchema, options);
      await runStart(settings, tools(settings));
    });

  program
    .command('devices')
    .description('list microphones, outputs and what the PC plays')
    .option('--json', 'print one backend per line')
    .option('--meter', 'show how loud each is until Ctrl-C')
    .option('--audio-backend <name>', 'auto, pulse, naudiodon or decibri')
    .option('--log <level>', 'error, warn, info or debug')
    .action(async (options: Record<string, unknown>) => {
      const settings = settingsOf(devicesSchema, options);
      await runDevices(settings, tools(settings));
    });

  modelsCommands(program.command('models').description('translation models for the local translator'));

  program
    .command('setup')
    .argument('<part>', 'audio')
    .description('compile the optional audio library naudiodon')
    .action(async (part: string) => {
      if (part !== 'audio')
        throw new EngineError('usage', `There is nothing to set up for "${part}".`, { hint: 'Use audio.' });
      const tell = (line: string): void => void process.stdout.write(`${line}\n`);
      if ((await setupAudio({ tell, signal: interrupt.signal })) !== 0) process.exitCode = EXIT.input;
    });

  speechOptions(program.command('transcribe').argument('<file>', 'sound file'))
    .description('write the transcript of a file')
    .option('--format <format>', 'txt, srt, vtt or jsonl')
    .option('--keep-source', 'with --translate: the source text above its translations')
    .option('--output <file>', 'file to write; the standard output where absent')
    .action(async (file: string, options: Record<string, unknown>) => {
      const settings = settingsOf(transcribeSchema, options);
      await runTranscribe(file, settings, tools(settings));
      if (interrupt.signal.aborted) process.exitCode = EXIT.interrupted;
    });

  return program;
}

function modelsCommands(models: Command): void {
  const mirror = ['--mirror <url>', 'where models are downloaded from, see docs/translation-models.md'] as const;
  const refresh = ['--refresh', 'read the list of the mirror anew'] as const;
  const log = ['--log <level>', 'error, warn, info or debug'] as const;

  models
    .command('list')
    .description('list models that are installed (*) or can be downloaded')
    .option('--installed', 'only those that are installed')
    .option(...refresh)
    .option('--json', 'print one model per line')
    .option(...mirror)
    .option(...log)
    .action(async (options: Record<string, unknown>) => {
      const settings = settingsOf(modelsListSchema, options);
      await runModelsList(settings, tools(settings));
    });

  models
    .command('get')
    .argument('<pairs...>', 'pairs such as es-en, or languages such as es fr')
    .description('download models')
    .option(...refresh)
    .option(...mirror)
    .option(...log)
    .action(async (words: string[], options: Record<string, unknown>) => {
      const settings = settingsOf(modelsGetSchema, options);
      await runModelsGet(words, settings, tools(settings));
    });

  models
    .command('remove')
    .argument('<pairs...>', 'pairs such as es-en')
    .description('delete downloaded models')
    .option(...log)
    .action(async (pairs: string[], options: Record<string, unknown>) => {
      const settings = settingsOf(modelsRemoveSchema, options);
      await runModelsRemove(pairs, tools(settings));
    });
}

function fail(error: unknown): void {
  if (interrupt.signal.aborted && error === interrupt.signal.reason) {
    process.exitCode = EXIT.interrupted;
    return;
  }
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return;
  }
  const failure = toEngineError(error);
  const hint = failure.hint === undefined ? '' : ` ${failure.hint}`;
  process.stderr.write(`overlingo: ${failure.message}${hint} [${failure.code}]\n`);
  process.exitCode = exitCodeOf(failure.code);
}

function stopOn(signal: NodeJS.Signals): void {
  process.on(signal, () => {
    interrupt.abort();
    setTimeout(() => process.exit(EXIT.interrupted), SHUTDOWN_LIMIT_MS).unref();
  });
}

stopOn('SIGINT');
stopOn('SIGTERM');
// Node would print the error with all that it holds, which may be a key, or what was said.
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // The reader of a pipe has gone: nobody wants the rest.
  if (error.code === 'EPIPE') process.exit(EXIT.ok);
  throw error;
});

try {
  await createProgram().parseAsync();
} catch (error) {
  fail(error);
}
// Standard input may still be open as a pipe, which nothing waits for any more; a file has nothing to let go of.
if (process.stdin instanceof Socket) process.stdin.unref();
