import { Option, type Command } from 'commander';
import { audienceSettings } from '../engine/server/audience/audience-settings.ts';
import type { GivenValue } from '../config/given-value.ts';
import { helpCallOf } from './help.ts';
import { valueFromText, type Setting } from '../config/setting-tree.ts';

/** Headings of the help by sections, and by parts of sections. */
const GROUPS: Readonly<Record<string, string>> = {
  'audio.inputs': 'Options',
  audio: 'Sound',
  recognizer: 'Speech recognition',
  'recognizer.remote': 'Transcription servers',
  speech: 'Speech recognition',
  translation: 'Translation',
  'translation.deepl': 'DeepL',
  'translation.llm': 'Language models',
  vocabulary: 'Words',
  transcripts: 'Transcripts',
  ...Object.fromEntries(Object.keys(audienceSettings).map((name) => [`server.${name}`, 'Viewers'])),
  server: 'Pages and guests',
  obs: 'OBS',
  youtube: 'YouTube',
  log: 'Log',
};

/** The heading under which the help has what lies at a path. */
export function groupOf([section = '', part = '']: readonly string[]): string {
  return `${GROUPS[`${section}.${part}`] ?? GROUPS[section] ?? section}:`;
}

/**
 * Gives a command the options of settings, in the order of the settings, in groups by their sections. A switch that may be
 * on in a file is switched off by its name with `no-`, also one that takes a value, such as a folder.
 */
export function addSettingOptions(command: Command, settings: readonly Setting[]): Command {
  for (const setting of settings) {
    const { info, path } = setting;
    if (info.flag === undefined) continue;
    const group = groupOf(path);
    const isSwitch = info.value === undefined || isLeftOut(info.value);
    const option = new Option(
      `--${info.flag}${info.value === undefined ? '' : ` ${info.value}`}`,
      describe(setting),
    ).helpGroup(group);
    if (info.repeats === true) option.argParser(collected);
    command.addOption(option);
    if (isSwitch) command.addOption(new Option(`--no-${info.flag}`).hideHelp());
  }
  return command;
}

/** What the options of a command line set. */
export function givenBySettingOptions(command: Command, settings: readonly Setting[]): GivenValue[] {
  return settings.flatMap((setting) => {
    const { flag, repeats } = setting.info;
    const option = command.options.find(({ long }) => flag !== undefined && long === `--${flag}`);
    const typed: unknown = option && command.getOptionValue(option.attributeName());
    if (option === undefined || typed === undefined) return [];
    const text = Array.isArray(typed) ? typed.join(',') : typeof typed === 'string' ? typed : '';
    const value = repeats === true || typeof typed !== 'string' ? typed : valueFromText(setting, typed);
    return [{ setting, value, origin: { type: 'flag', flag: `--${flag ?? ''}`, text, help: helpCallOf(command) } }];
  });
}

/** Whether an option is a switch without its value, such as `--transcripts [folder]`. */
function isLeftOut(value: string): boolean {
  return value.startsWith('[');
}

function describe({ info: { description, value }, usual }: Setting): string {
  const words = Array.isArray(usual) ? usual.join(',') : usual;
  const isShown = value !== undefined && (typeof words === 'string' || typeof words === 'number') && words !== '';
  return isShown ? `${description} (default: ${words})` : description;
}

function collected(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}
