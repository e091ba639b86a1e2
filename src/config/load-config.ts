import path from 'node:path';
import type { z } from 'zod';
import type { Environment } from '../engine/environment.ts';
import { userPath } from '../engine/user-path.ts';
import { EngineError } from '../engine/errors.ts';
import { checkValues, mergeLayers } from './check-values.ts';
import { readConfigFile, type ConfigFile } from './config-file.ts';
import { fileValues, profileNames } from './file-values.ts';
import type { GivenValue } from './given-value.ts';
import { settingsIn } from './setting-tree.ts';
import { checkVariables, variableValues } from './variable-values.ts';

const FILE_NAME = 'overlingo.yaml';

const NAME_IT = 'Name one, or leave the option out.';

/** Where a configuration comes from. */
export interface ConfigSources {
  readonly environment: Environment;
  /** Folder of the user, for the file that nobody has named. */
  readonly folder: string;
  /** The file that the command line names. */
  readonly file?: string | undefined;
  /** The profile that the command line names. */
  readonly profile?: string | undefined;
  /** What the options of the command line set. */
  readonly flags?: readonly GivenValue[];
}

/** A configuration, and where each part of it comes from. */
export interface LoadedConfig<Config> {
  readonly config: Config;
  /** What was set, by the names of the settings; all else has its default. */
  readonly values: ReadonlyMap<string, GivenValue>;
  readonly file: ConfigFile;
  readonly profile: string | undefined;
}

/** The file that is meant. */
export function configFileOf({ environment, folder, file }: ConfigSources): string {
  if (file?.trim() === '')
    throw new EngineError('usage', 'The name of the configuration file is empty.', { hint: NAME_IT });
  const named = file ?? namedBy(environment['OVERLINGO_CONFIG']);
  return named === undefined ? path.join(folder, FILE_NAME) : path.resolve(userPath(named));
}

/**
 * The configuration of all layers: options, environment, profile, file, defaults, each of which counts before the next.
 * Nothing is written.
 * @throws EngineError `config-invalid` or `usage`, which says what is wrong, where, and what to do.
 */
export async function loadConfig<Schema extends z.ZodType>(
  schema: Schema,
  sources: ConfigSources,
): Promise<LoadedConfig<z.output<Schema>>> {
  const { environment, flags = [] } = sources;
  const isNamed = sources.file !== undefined || namedBy(environment['OVERLINGO_CONFIG']) !== undefined;
  checkProfileName(sources.profile);
  const file = await readConfigFile(configFileOf(sources));
  if (isNamed && !file.exists) throw missingFile(file.file);
  const settings = settingsIn(schema);
  const profile = sources.profile ?? namedBy(environment['OVERLINGO_PROFILE']);
  checkProfile(file, profile);
  const values = mergeLayers([
    fileValues(file.document, settings),
    profile === undefined ? [] : fileValues(file.document, settings, profile),
    variableValues(environment, settings),
    flags,
  ]);
  // Variables with keys may be called anything, and are named by settings.
  const named = [...values.values()].flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  checkVariables(environment, settings, new Set(named));
  return { config: checkValues(schema, values), values, file, profile };
}

function namedBy(variable: string | undefined): string | undefined {
  return variable === '' ? undefined : variable;
}

/** Throws `usage` where the command line names a profile by nothing. */
export function checkProfileName(profile: string | undefined): void {
  if (profile?.trim() !== '') return;
  throw new EngineError('usage', 'The name of the profile is empty.', { hint: NAME_IT });
}

function checkProfile({ file, document, exists }: ConfigFile, profile: string | undefined): void {
  if (profile === undefined) return;
  const names = profileNames(document);
  if (names.includes(profile)) return;
  const known = names.length === 0 ? 'It has none.' : `It has ${names.join(', ')}.`;
  const hint = exists ? known : 'There is no such file; overlingo config edit creates it.';
  throw new EngineError('config-invalid', `There is no profile "${profile}" in ${file}.`, { hint });
}

function missingFile(file: string): EngineError {
  return new EngineError('config-invalid', `There is no configuration file ${file}.`, {
    hint: 'Check the name after --config or in OVERLINGO_CONFIG; overlingo config edit creates it.',
  });
}
