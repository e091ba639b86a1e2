import { Argument, type Command } from 'commander';
import type { ModelKind } from '../engine/models/model-entry.ts';
import { addChosenOptions, configOfOptions } from './command-options.ts';
import { modelsBenchCommand } from './models-bench.ts';
import { runModelsGet } from './models-get.ts';
import { runModelsDir, runModelsRemove, runModelsVerify } from './models-keep.ts';
import { runModelsList } from './models-list.ts';
import { modelsGetOptions, modelsListOptions, ownOptions } from './own-options.ts';
import type { ProgramTools } from './program.ts';

type Given = Readonly<Record<string, unknown>>;

const LOG = { of: ['log'] };

/** `overlingo models …`. */
export function modelsCommands(models: Command, { environment, runTools }: ProgramTools): void {
  const mirror = ['--mirror <url>', 'where models are downloaded from, see docs/speech-models.md'] as const;
  const refresh = ['--refresh', 'fetch the list of translation models from the mirror again'] as const;
  const kinds = (): Argument => new Argument('[kind]', 'only models of this kind').choices(['speech', 'translation']);
  const tools = (command: Command): ReturnType<typeof runTools> => runTools(configOfOptions(command, LOG, environment));

  const list = models
    .command('list')
    .addArgument(kinds())
    .description('list models that are installed (*) or can be downloaded')
    .option('--installed', 'only those that are installed')
    .option(...refresh)
    .option('--json', 'print one model per line')
    .option(...mirror);
  addChosenOptions(list, LOG).action(async (kind: ModelKind | undefined, given: Given) => {
    await runModelsList(kind, ownOptions(modelsListOptions, given, list), tools(list));
  });

  const get = models
    .command('get')
    .argument('<names...>', 'speech models such as whisper-small, pairs such as es-en, or languages such as es fr')
    .description('download models')
    .option('--yes', 'also models whose licence forbids earning money')
    .option(...refresh)
    .option(...mirror);
  addChosenOptions(get, LOG).action(async (words: string[], given: Given) => {
    await runModelsGet(words, ownOptions(modelsGetOptions, given, get), tools(get));
  });

  modelsBenchCommand(models.command('bench'), { environment, runTools });

  const remove = models
    .command('remove')
    .argument('<names...>', 'such as whisper-small or es-en')
    .description('delete downloaded models');
  addChosenOptions(remove, LOG).action(async (ids: string[]) => {
    await runModelsRemove(ids, tools(remove));
  });

  const verify = models
    .command('verify')
    .argument('[names...]', 'such as whisper-small or es-en; all where none is given')
    .description('check that models are still what was downloaded');
  addChosenOptions(verify, LOG).action(async (ids: string[]) => {
    await runModelsVerify(ids, tools(verify));
  });

  const dir = models.command('dir').addArgument(kinds()).description('print the folders of models');
  addChosenOptions(dir, LOG).action((kind: ModelKind | undefined) => {
    runModelsDir(kind, tools(dir));
  });
}
