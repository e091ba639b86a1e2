import { Option, type Command } from 'commander';
import { checkValues, mergeLayers } from '../config/check-values.ts';
import { loadConfig, type ConfigSources, type LoadedConfig } from '../config/load-config.ts';
import { configSchema, type Config } from '../config/schema.ts';
import { settingsIn, type Setting } from '../config/setting-tree.ts';
import { userFolders } from '../config/user-folders.ts';
import type { Environment } from '../engine/environment.ts';
import { refuseIdleOptions } from './idle-options.ts';
import { addSettingOptions, givenBySettingOptions } from './setting-options.ts';

const SETTINGS = settingsIn(configSchema);

const FILE_GROUP = 'Options for the configuration file:';

/** Which options a command has. */
export interface SettingChoice {
  /** Names of sections, such as `translation`, and of single settings. */
  readonly of: readonly string[];
  /** Names of settings of these sections that have no effect in this command. */
  readonly except?: readonly string[];
  /** The configuration as this command goes by it; as it is when absent. */
  readonly seenAs?: (config: Config) => Config;
}

/** Options of the file: which one it is, and which profile of it counts. */
export function addFileOptions(command: Command): Command {
  const profile = new Option('--profile <name>', 'a profile of the file, whose settings override the others');
  return addFileOption(command).addOption(profile.helpGroup(FILE_GROUP));
}

/** Which file it is, for commands to which profiles are of no matter. */
export function addFileOption(command: Command): Command {
  const file = new Option('--config <file>', 'another file than your own, see overlingo config path');
  return command.addOption(file.helpGroup(FILE_GROUP));
}

/** The options of the chosen settings. */
export function addChosenOptions(command: Command, choice: SettingChoice): Command {
  return addSettingOptions(command, chosen(choice));
}

/**
 * The configuration that the options make, without a file, and without the environment but for keys.
 * @throws EngineError `usage` where an option is wrong, or has no effect.
 */
export function configOfOptions(command: Command, choice: SettingChoice, environment: Environment): Config {
  const flags = givenBySettingOptions(command, chosen(choice));
  const config = checkValues(configSchema, mergeLayers([flags]));
  refuseIdleOptions(flags, seen(config, choice), environment);
  return config;
}

/** A configuration, and how to read it again. */
export interface CommandConfig extends LoadedConfig<Config> {
  readonly reload: () => Promise<LoadedConfig<Config>>;
}

/**
 * The configuration of all layers.
 * @throws EngineError `usage`, `config-invalid` where something in it is wrong.
 */
export async function configOfLayers(
  command: Command,
  choice: SettingChoice,
  environment: Environment,
): Promise<CommandConfig> {
  const { config: file, profile } = command.opts<{ readonly config?: string; readonly profile?: string }>();
  const flags = givenBySettingOptions(command, chosen(choice));
  const sources: ConfigSources = { environment, folder: userFolders().config, file, profile, flags };
  const loaded = await loadConfig(configSchema, sources);
  refuseIdleOptions(flags, seen(loaded.config, choice), environment);
  return { ...loaded, reload: () => loadConfig(configSchema, sources) };
}

function seen(config: Config, { seenAs = (same) => same }: SettingChoice): Config {
  return seenAs(config);
}

/** In the order in which the command names them. */
function chosen({ of, except = [] }: SettingChoice): readonly Setting[] {
  return of
    .flatMap((wanted) => SETTINGS.filter(({ name, path }) => name === wanted || path[0] === wanted))
    .filter(({ name }) => !except.includes(name));
}
