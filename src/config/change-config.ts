import path from 'node:path';
import type { z } from 'zod';
import { EngineError } from '../engine/errors.ts';
import { writeWhole } from '../engine/write-whole.ts';
import { checkValues, mergeLayers } from './check-values.ts';
import { ConfigDocument } from './config-document.ts';
import { changingConfig, readConfigFile, writeConfigFile, type ConfigFile } from './config-file.ts';
import { fileValues, pathInFile, profileNames } from './file-values.ts';
import { configJsonSchema } from './json-schema.ts';
import { CONFIG_VERSION } from './migrations.ts';
import { nearestName } from '../engine/nearest-name.ts';
import { checkProfileName } from './load-config.ts';
import { settingsIn, valueFromText, type Setting } from './setting-tree.ts';

const SCHEMA_FILE = 'overlingo.schema.json';

/** What a new file begins with. */
export const NEW_FILE = `# yaml-language-server: $schema=./${SCHEMA_FILE}
# Settings of Overlingo: overlingo config show tells what is set, docs/configuration.md what there is.
version: ${CONFIG_VERSION}
`;

interface Change {
  readonly schema: z.ZodType;
  readonly file: string;
  /** The profile in which it is changed; the file itself when absent. */
  readonly profile?: string | undefined;
  /** Name of the setting, such as `server.port`. */
  readonly name: string;
}

/**
 * Writes a setting into the file, if all of the file is right then.
 * @param text as behind an option; paths in it count from the present folder.
 * @throws EngineError `config-invalid`, `usage` where there is no such setting, `output-unwritable`.
 */
export async function setInFile(change: Change, text: string): Promise<void> {
  checkProfileName(change.profile);
  const setting = settingNamed(settingsIn(change.schema), change.name);
  await changingConfig(change.file, () => setLocked(change, setting, text));
}

async function setLocked({ schema, file, profile }: Change, setting: Setting, text: string): Promise<void> {
  const found = await readOrBegin(file);
  const typed = valueFromText(setting, text);
  const value = setting.info.inFolder?.(typed, process.cwd()) ?? typed;
  const settings = settingsIn(schema);
  const { document } = found;
  const own = profile !== undefined && profileNames(document).includes(profile);
  const before = [fileValues(document, settings), own ? fileValues(document, settings, profile) : []];
  // First by itself, so that what is wrong with it is told without a place in the file.
  checkValues(schema, mergeLayers([...before, [{ setting, value, origin: { type: 'caller' } }]]));
  document.set(pathInFile(setting.path, profile), value);
  await writeChecked(schema, found);
}

/**
 * Takes a setting out of the file. False where it was not there.
 * @throws EngineError as `setInFile`.
 */
export async function unsetInFile({ schema, file, profile, name }: Change): Promise<boolean> {
  checkProfileName(profile);
  const setting = settingNamed(settingsIn(schema), name);
  return changingConfig(file, async () => {
    const found = await readOrBegin(file);
    if (!found.document.unset(pathInFile(setting.path, profile))) return false;
    await writeChecked(schema, found);
    return true;
  });
}

/** Checks the file and each of its profiles. @throws EngineError `config-invalid`. */
export function checkFile(schema: z.ZodType, document: ConfigDocument): void {
  const settings = settingsIn(schema);
  const common = fileValues(document, settings);
  for (const profile of [undefined, ...profileNames(document)]) {
    const own = profile === undefined ? [] : fileValues(document, settings, profile);
    checkValues(schema, mergeLayers([common, own]));
  }
}

/** Puts the schema that a new file names beside it. Nothing but an editor misses it. */
export async function writeSchemaBeside(schema: z.ZodType, file: string): Promise<void> {
  const text = `${JSON.stringify(configJsonSchema(schema), undefined, 2)}\n`;
  await writeWhole(path.join(path.dirname(file), SCHEMA_FILE), text).catch(() => undefined);
}

/** The setting of a name. @throws EngineError `usage` which names the nearest one. */
export function settingNamed(settings: readonly Setting[], name: string): Setting {
  const found = settings.find((setting) => setting.name === name);
  if (found) return found;
  const near = nearestName(
    name,
    settings.map((setting) => setting.name),
  );
  throw new EngineError('usage', `There is no setting ${name}.`, {
    hint: near === undefined ? 'See overlingo config show.' : `The nearest is ${near}.`,
  });
}

async function readOrBegin(file: string): Promise<ConfigFile> {
  const found = await readConfigFile(file);
  return found.exists ? found : { ...found, document: new ConfigDocument(file, NEW_FILE), version: CONFIG_VERSION };
}

async function writeChecked(schema: z.ZodType, changed: ConfigFile): Promise<void> {
  checkFile(schema, new ConfigDocument(changed.file, changed.document.toString()));
  await writeConfigFile(changed);
  if (!changed.exists) await writeSchemaBeside(schema, changed.file);
}
