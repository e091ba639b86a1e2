import { EngineError } from '../../engine/errors.ts';
import { listed } from '../../engine/listed.ts';
import { nearestName } from '../../engine/nearest-name.ts';
import type { ControlCommand, ControlledSource } from '../../protocol/control-contract.ts';
import { parseSpokenLanguages } from '../../protocol/parse-spoken-languages.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { Setting } from './controls.ts';
import { parseLook } from './overlay-look.ts';

/** What a command may name. */
export interface KnownNames {
  readonly sources: readonly ControlledSource[];
  readonly themes: readonly string[];
  readonly presets: readonly string[];
  /** Throws an `EngineError` where no model is there for it. */
  readonly checkSpoken: (spoken: SpokenLanguage) => void;
}

/** Commands that change what is set. */
export type SettingCommand = Extract<ControlCommand, { type: Setting['type'] }>;

/**
 * What a command sets, once it is known that there is what it names.
 * @throws EngineError `usage` where there is not, `language-unsupported` where a language cannot be heard.
 */
export function settingOf(command: SettingCommand, known: KnownNames): Setting {
  switch (command.type) {
    case 'look':
      return { type: 'look', parameters: parseLook(command.parameters, known.themes) };
    case 'preset':
      if (command.name !== null) checkName('preset', command.name, known.presets);
      return command;
    case 'listen':
      if (command.sourceId !== undefined) checkName('source', command.sourceId, idsOf(known));
      return command;
    case 'spoken-language':
      return spokenSetting(command, known);
    case 'show':
    case 'translator':
    case 'wrong':
      return command;
  }
}

function spokenSetting(
  { language, sourceId }: Extract<SettingCommand, { type: 'spoken-language' }>,
  known: KnownNames,
): Setting {
  if (sourceId !== undefined) checkName('source', sourceId, idsOf(known));
  const sourceIds = sourceId === undefined ? idsOf(known) : [sourceId];
  if (sourceIds.length === 0) throw new EngineError('usage', 'There is no source whose language could be set.');
  const parsed = parseSpokenLanguages(language, ',');
  if (!parsed.ok) throw new EngineError('usage', `The language "${language}" ${parsed.problem}.`);
  known.checkSpoken(parsed.spoken);
  return { type: 'spoken-language', spoken: parsed.spoken, sourceIds };
}

function idsOf({ sources }: KnownNames): readonly string[] {
  return sources.map(({ id }) => id);
}

function checkName(kind: string, name: string, names: readonly string[]): void {
  if (names.includes(name)) return;
  const near = nearestName(name, names);
  const all = names.length === 0 ? `There is none.` : `There are ${listed(names)}.`;
  throw new EngineError('usage', `There is no ${kind} "${name}".`, {
    hint: near === undefined ? all : `The nearest is ${near}.`,
  });
}
