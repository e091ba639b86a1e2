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

/** Which options a command has. */
export interface SettingChoice {
  /** Names of sections, such as `translation`, and of single settings. */
  readonly of: readonly string[];
}

/** Options of the file: which one it is, and which profile of it counts. */
export function addFileOptions(command: Command): Command {
  const group = 'Options for the configuration file:';
  const file = new Option('--config <file>', 'another file than that of the user, see overlingo config path');
  const profile = new Option('--profile <name>', 'a profile of the file, whose settings count before the others');
  return command.addOption(file.helpGroup(group)).addOption(profile.helpGroup(group));
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
  refuseIdleOptions(flags, config.translation, environment);
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
  refuseIdleOptions(flags, loaded.config.translation, environment);
  return { ...loaded, reload: () => loadConfig(configSchema, sources) };
}

function chosen({ of }: SettingChoice): readonly Setting[] {
  return SETTINGS.filter(({ name, path }) => of.includes(name) || of.includes(path[0] ?? ''));
}
