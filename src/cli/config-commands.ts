import type { Command } from 'commander';
import { configSchema } from '../config/schema.ts';
import { addFileOption, addFileOptions } from './command-options.ts';
import {
  runConfigEdit,
  runConfigGet,
  runConfigPath,
  runConfigSchema,
  runConfigSet,
  runConfigShow,
  runConfigUnset,
  type ConfigPlace,
  type ShowOptions,
} from './config-command.ts';
import type { ProgramTools } from './program.ts';

/** `overlingo config …`. */
export function configCommands(config: Command, { terminal, environment }: ProgramTools): void {
  const tools = { schema: configSchema, terminal, environment };
  addFileOptions(config.command('show'))
    .description('show all settings that are in effect without options')
    .option('--origin', 'one per line, with its origin')
    .option('--json', 'print JSON')
    .action(async (options: ShowOptions) => runConfigShow(options, tools));
  addFileOptions(config.command('get').argument('<setting>', 'such as server.port, or a section such as server'))
    .description('show one setting that is in effect')
    .action(async (name: string, place: ConfigPlace) => runConfigGet(name, place, tools));
  addFileOptions(config.command('set').argument('<setting>', 'such as server.port').argument('<value>'))
    .description('write a setting into the file')
    .action(async (name: string, text: string, place: ConfigPlace) => runConfigSet({ name, text }, place, tools));
  addFileOptions(config.command('unset').argument('<setting>', 'such as server.port'))
    .description('remove a setting from the file')
    .action(async (name: string, place: ConfigPlace) => runConfigUnset(name, place, tools));
  addFileOption(config.command('edit'))
    .description('open the file in the editor of VISUAL or EDITOR, and check it afterwards')
    .action(async (place: ConfigPlace) => runConfigEdit(place, tools));
  addFileOption(config.command('path'))
    .description('print where the file is')
    .action((place: ConfigPlace) => runConfigPath(place, tools));
  config
    .command('schema')
    .description('print the JSON Schema of the file, for editors')
    .action(() => runConfigSchema(tools));
}
