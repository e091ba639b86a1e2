import { stringify } from 'yaml';
import type { z } from 'zod';
import { setInFile, settingNamed, unsetInFile } from '../config/change-config.ts';
import { configJsonSchema } from '../config/json-schema.ts';
import { configFileOf, loadConfig } from '../config/load-config.ts';
import { settingsIn } from '../config/setting-tree.ts';
import { nestedSettings, shownSettings, type ShownSetting } from '../config/shown-settings.ts';
import { userFolders } from '../config/user-folders.ts';
import type { Environment } from '../engine/environment.ts';
import { jsonText } from '../engine/json-text.ts';
import { editConfig } from './edit-config.ts';
import { printJson, printLine, printText } from './print.ts';
import type { Terminal } from './terminal.ts';

interface ConfigTools {
  readonly schema: z.ZodType;
  readonly terminal: Terminal;
  readonly environment: Environment;
}

/** Which file and profile are meant, as behind `--config` and `--profile`. */
export interface ConfigPlace {
  readonly config?: string;
  readonly profile?: string;
}

/** How settings are shown. */
export interface ShowOptions extends ConfigPlace {
  readonly origin?: boolean;
  readonly json?: boolean;
}

/** Shows what is in effect without options: all settings as a file has them, or one a line with where it comes from. */
export async function runConfigShow(options: ShowOptions, tools: ConfigTools): Promise<void> {
  const shown = await settingsInEffect(options, tools);
  const { stdout } = tools.terminal;
  if (options.json === true) {
    const list = shown.map(({ name, value, origin }) => ({ name, value, origin }));
    printJson(stdout, options.origin === true ? list : nestedSettings(shown), 2);
  } else if (options.origin === true) {
    const width = Math.max(...shown.map(({ name }) => name.length));
    for (const { name, value, origin } of shown) {
      printLine(stdout, `${name.padEnd(width)}  ${value === undefined ? '-' : jsonText(value)}  (${origin})`);
    }
  } else printText(stdout, asYaml(nestedSettings(shown)));
}

/** Shows one setting that is in effect, or all of a section; nothing where it is not set. */
export async function runConfigGet(name: string, place: ConfigPlace, tools: ConfigTools): Promise<void> {
  const shown = await settingsInEffect(place, tools);
  const section = shown.filter((setting) => setting.name.startsWith(`${name}.`));
  if (section.length > 0) {
    const depth = name.split('.').length;
    const own = section.map((setting) => ({ ...setting, path: setting.path.slice(depth) }));
    printText(tools.terminal.stdout, asYaml(nestedSettings(own)));
    return;
  }
  const { name: known } = settingNamed(settingsIn(tools.schema), name);
  const value = shown.find((setting) => setting.name === known)?.value;
  if (value === undefined) return;
  printText(tools.terminal.stdout, typeof value === 'string' ? `${value}\n` : asYaml(value));
}

/** Writes a setting into the file, or into a profile of it. */
export async function runConfigSet(
  { name, text }: { readonly name: string; readonly text: string },
  place: ConfigPlace,
  tools: ConfigTools,
): Promise<void> {
  const { schema } = tools;
  await setInFile({ schema, file: fileOf(place, tools), profile: place.profile, name }, text);
}

/** Takes a setting out of the file, or out of a profile of it. */
export async function runConfigUnset(name: string, place: ConfigPlace, tools: ConfigTools): Promise<void> {
  const file = fileOf(place, tools);
  const was = await unsetInFile({ schema: tools.schema, file, profile: place.profile, name });
  if (!was) printLine(tools.terminal.stderr, `overlingo: ${name} is not set in ${file}.`);
}

/** Opens the editor of the user on the file. */
export async function runConfigEdit(place: ConfigPlace, tools: ConfigTools): Promise<void> {
  const { schema, environment } = tools;
  const told = await editConfig({ schema, environment, file: fileOf(place, tools) });
  printLine(tools.terminal.stderr, `overlingo: ${told}`);
}

/** Tells which file is read, whether or not it is there. */
export function runConfigPath(place: ConfigPlace, tools: ConfigTools): void {
  printLine(tools.terminal.stdout, fileOf(place, tools));
}

/** Writes the JSON Schema of the file. */
export function runConfigSchema({ schema, terminal }: ConfigTools): void {
  printJson(terminal.stdout, configJsonSchema(schema), 2);
}

async function settingsInEffect(
  { config: file, profile }: ConfigPlace,
  { schema, environment }: ConfigTools,
): Promise<readonly ShownSetting[]> {
  const { values } = await loadConfig(schema, { environment, folder: userFolders().config, file, profile });
  return shownSettings(settingsIn(schema), values);
}

function fileOf({ config: file }: ConfigPlace, { environment }: ConfigTools): string {
  return configFileOf({ environment, folder: userFolders().config, file });
}

function asYaml(value: unknown): string {
  return stringify(value, { lineWidth: 0 });
}
