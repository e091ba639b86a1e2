import { Option, type Command } from 'commander';
import type { GivenValue } from '../config/given-value.ts';
import { valueFromText, type Setting } from '../config/setting-tree.ts';

/**
 * Gives a command the options of settings, in the order of the settings, in groups by their sections. A switch that may be
 * on in a file is switched off by its name with `no-`.
 */
export function addSettingOptions(command: Command, settings: readonly Setting[]): Command {
  for (const { info, path } of settings) {
    if (info.flag === undefined) continue;
    const group = `Options for ${path[0] ?? ''}:`;
    const isSwitch = info.value === undefined;
    const option = new Option(`--${info.flag}${isSwitch ? '' : ` ${info.value}`}`, info.description).helpGroup(group);
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
    return [{ setting, value, origin: { type: 'flag', flag: `--${flag ?? ''}`, text } }];
  });
}

function collected(text: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), text];
}
