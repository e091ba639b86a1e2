import type { Command } from 'commander';
import type { Config } from '../config/schema.ts';
import { createFileCapture } from '../engine/audio/file-capture.ts';
import type { EngineError } from '../engine/errors.ts';
import type { Logger } from '../engine/log.ts';
import { demoClip } from '../engine/models/bundled-models.ts';
import {
  measurableModel,
  measureModels,
  type MeasurableModel,
  type MeasureEvent,
} from '../engine/run/measure-models.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import type { MeasuredClip } from '../engine/transcription/measured/measure-recognizer.ts';
import { isServer } from '../engine/transcription/remote/is-server.ts';
import { chosenModels } from '../engine/transcription/model-choice.ts';
import { userPath } from '../engine/user-path.ts';
import { sameLanguage } from '../protocol/language/same-language.ts';
import { wantedLanguages } from '../protocol/spoken-language.ts';
import { addChosenOptions, addFileOptions, configOfLayers, type SettingChoice } from './command-options.ts';
import { readDemoReference } from './demo-references.ts';
import { adviceOf } from './models-bench-advice.ts';
import { tableOf, type MeasuredModel } from './models-bench-table.ts';
import { modelsBenchOptions, ownOptions, type ModelsBenchOptions } from './own-options.ts';
import { printJson, printLine } from './print.ts';
import type { ProgramTools } from './program.ts';
import type { CommandContext } from './terminal.ts';

const LANGUAGES = ['en', 'es', 'de', 'fr'];

const BENCH: SettingChoice = {
  of: ['recognizer.language', 'log'],
  seenAs: (config) => ({ ...config, audio: { ...config.audio, inputs: [] } }),
};

type Given = Readonly<Record<string, unknown>>;
type BenchContext = CommandContext & { readonly files: RuntimeFiles; readonly log: Logger };

/** `overlingo models bench`. */
export function modelsBenchCommand(
  command: Command,
  { environment, runTools }: Pick<ProgramTools, 'environment' | 'runTools'>,
): void {
  command
    .argument('[models...]', 'folders or files of speech models, or demo; the configured model and demo where absent')
    .description('measure how fast speech models are on this computer, with all that can run them')
    .option('--json', 'print one measure per line');
  addFileOptions(addChosenOptions(command, BENCH)).action(async (models: string[], given: Given) => {
    const options = ownOptions(modelsBenchOptions, given, command);
    const { config } = await configOfLayers(command, BENCH, environment);
    await runModelsBench(models, { ...options, config }, runTools(config));
  });
}

/** Measures models and prints what came out. @throws EngineError where none could be measured, or the measures kept. */
async function runModelsBench(
  given: readonly string[],
  { json, config }: ModelsBenchOptions & { readonly config: Config },
  { terminal: { stdout, stderr }, signal, files, log }: BenchContext,
): Promise<void> {
  const models = await modelsToMeasure(given, config, files);
  const clips = await readClips(config, files, signal);
  const results: MeasuredModel[] = [];
  const failures: EngineError[] = [];
  let unkept: EngineError | undefined;
  for await (const event of measureModels(models, { files, clips, log, signal })) {
    if (json && event.type !== 'begun') printJson(stdout, asPlain(event));
    switch (event.type) {
      case 'begun':
        printLine(stderr, `Measuring ${event.model} with ${event.recognizer}${onWhat(event.processor)} …`);
        break;
      case 'measured':
        results.push(event);
        unkept ??= event.unkept;
        break;
      case 'failed':
        failures.push(event.error);
        printLine(stderr, `${event.recognizer} cannot run ${event.model}: ${event.error.message}`);
        break;
    }
  }
  const [failure] = failures;
  if (results.length === 0 && failure) throw failure;
  if (!json) {
    for (const line of tableOf(results)) printLine(stdout, line);
    printLine(stdout, '');
    for (const line of adviceOf(results, LANGUAGES)) printLine(stdout, line);
  }
  if (unkept) throw unkept;
}

/** All are looked at before the first one is measured, which may take minutes. */
async function modelsToMeasure(
  given: readonly string[],
  { recognizer }: Config,
  files: RuntimeFiles,
): Promise<readonly MeasurableModel[]> {
  const usual = [...chosenModels(recognizer.model).filter((model) => !isServer(model)), 'demo'];
  const wanted = given.length === 0 ? usual : given.map((model) => userPath(model));
  const looked: MeasurableModel[] = [];
  for (const model of new Set(wanted)) looked.push(await measurableModel({ ...recognizer, model }, files));
  return looked;
}

/** Of the spoken language first, where there is one: by the first clip the speed is measured. */
async function readClips(
  { recognizer }: Config,
  { assets }: RuntimeFiles,
  signal: AbortSignal,
): Promise<MeasuredClip[]> {
  const spoken = wantedLanguages(recognizer.language);
  const isSpoken = (language: string): boolean => spoken.some((tag) => sameLanguage(tag, language));
  const clips: MeasuredClip[] = [];
  for (const language of LANGUAGES.toSorted((a, b) => Number(isSpoken(b)) - Number(isSpoken(a)))) {
    const { text } = await readDemoReference(assets, language);
    clips.push({ language, text, samples: await samplesOf(demoClip(assets, language).sound, signal) });
  }
  signal.throwIfAborted();
  return clips;
}

async function samplesOf(file: string, signal: AbortSignal): Promise<Float32Array> {
  const values: number[] = [];
  for await (const { samples } of createFileCapture({ path: file }).frames(signal)) {
    for (const sample of samples) values.push(sample);
  }
  return Float32Array.from(values);
}

function onWhat(processor: Readonly<Record<string, string>>): string {
  const names = Object.values(processor).filter((name) => name !== 'auto' && name !== 'default');
  return names.length === 0 ? '' : ` on ${names.join(' ')}`;
}

function asPlain(event: Exclude<MeasureEvent, { type: 'begun' }>): object {
  const { type, model } = event;
  if (type === 'measured') return { type, model, ...event.measure };
  const { message, code } = event.error;
  return { type, model, recognizer: event.recognizer, error: { code, message } };
}
