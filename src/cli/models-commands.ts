import type { Command } from 'commander';
import { addChosenOptions, configOfOptions } from './command-options.ts';
import { modelsBenchCommand } from './models-bench.ts';
import { runModelsGet, runModelsList, runModelsRemove } from './models-command.ts';
import { modelsGetOptions, modelsListOptions, ownOptions } from './own-options.ts';
import type { ProgramTools } from './program.ts';

type Given = Readonly<Record<string, unknown>>;

const LOG = { of: ['log'] };

/** `overlingo models …`. */
export function modelsCommands(models: Command, { environment, runTools }: ProgramTools): void {
  const mirror = ['--mirror <url>', 'where models are downloaded from, see docs/translation-models.md'] as const;
  const refresh = ['--refresh', 'read the list of the mirror anew'] as const;

  const list = models
    .command('list')
    .description('list models that are installed (*) or can be downloaded')
    .option('--installed', 'only those that are installed')
    .option(...refresh)
    .option('--json', 'print one model per line')
    .option(...mirror);
  addChosenOptions(list, LOG).action(async (given: Given) => {
    await runModelsList(ownOptions(modelsListOptions, given, list), runTools(configOfOptions(list, LOG, environment)));
  });

  const get = models
    .command('get')
    .argument('<pairs...>', 'pairs such as es-en, or languages such as es fr')
    .description('download models')
    .option(...refresh)
    .option(...mirror);
  addChosenOptions(get, LOG).action(async (words: string[], given: Given) => {
    await runModelsGet(
      words,
      ownOptions(modelsGetOptions, given, get),
      runTools(configOfOptions(get, LOG, environment)),
    );
  });

  modelsBenchCommand(models.command('bench'), { environment, runTools });

  const remove = models
    .command('remove')
    .argument('<pairs...>', 'pairs such as es-en')
    .description('delete downloaded models');
  addChosenOptions(remove, LOG).action(async (pairs: string[]) => {
    await runModelsRemove(pairs, runTools(configOfOptions(remove, LOG, environment)));
  });
}
