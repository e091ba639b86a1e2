import { existsSync } from 'node:fs';
import path from 'node:path';
import { nearestName } from '../nearest-name.ts';
import { userPath } from '../user-path.ts';

/** What can be listened to. */
export const INPUT_KINDS = ['file', 'stdin', 'mic', 'loopback', 'browser'] as const;

export type InputKind = (typeof INPUT_KINDS)[number];

/** What may stand behind an input, as `,as=NAME`. */
const SETTING_NAMES = ['as', 'language', 'channel', 'gain', 'gate', 'denoise'];

/** A setting at the end. Names of devices and files may hold commas, so a text is taken apart from there. */
const LAST_SETTING = /,\s*([\p{L}\d_-]*)\s*=([^,]*)$/u;

/** A name in quotes, which holds no settings whatever it looks like, and what follows it. */
const QUOTED_NAME = /^\s*(["'])(.+?)\1\s*(?:,(.*))?$/su;

/** What others call what can be listened to. */
const OTHER_WORDS = new Map<string, InputKind>(
  Object.entries({
    '-': 'stdin',
    pipe: 'stdin',
    microphone: 'mic',
    desktop: 'loopback',
    speakers: 'loopback',
    system: 'loopback',
    page: 'browser',
    web: 'browser',
  }),
);

/** The parts of an input as a user writes it; or what is wrong with it, to be put behind its text. */
export type SplitInput =
  | {
      readonly kind: InputKind;
      readonly name?: string | undefined;
      readonly settings: ReadonlyMap<string, string>;
    }
  | { readonly problem: string };

/**
 * Takes an input apart. The file that is there counts: `file:a,as=b.wav` is that file where there is one.
 * @param folder relative paths of files count from it; the present folder when absent.
 */
export function splitInput(text: string, folder = ''): SplitInput {
  const bare = withoutQuotes(text.trim());
  const [, word = '', separator = '', rest = ''] = /^([^:,]*)([:,]?)(.*)$/su.exec(bare) ?? [];
  const kind = INPUT_KINDS.find((known) => known === word.trim().toLowerCase());
  if (kind === undefined) return { problem: notAnInput(bare, folder) };
  if (separator !== ':') return separator === '' ? { kind, settings: new Map() } : withSettings({ kind }, rest);
  return kind === 'file' ? fileInput(rest, folder) : deviceInput(kind, rest);
}

/** The same text with the whole path of its file. What is no input of a file stays as it is. */
export function inputTextInFolder(text: string, folder: string): string {
  const split = splitInput(text, folder);
  if ('problem' in split || split.kind !== 'file' || !split.name) return text;
  const settings = [...split.settings].map(([key, value]) => `,${key}=${value}`).join('');
  const file = path.resolve(folder, split.name);
  return `file:${file.includes(',') ? `"${file}"` : file}${settings}`;
}

function withoutQuotes(text: string): string {
  return /^(["'])(.+)\1$/su.exec(text)?.[2]?.trim() ?? text;
}

function fileInput(text: string, folder: string): SplitInput {
  const placeOf = (rest: string): string => userPath(rest.startsWith('//') ? `file:${rest}` : rest, folder);
  const isThere = (rest: string): boolean => {
    const place = placeOf(rest);
    return place !== '' && existsSync(path.resolve(folder, place));
  };
  const quoted = QUOTED_NAME.exec(text);
  if (quoted && !existsSync(path.resolve(folder, text))) {
    return withSettings({ kind: 'file', name: placeOf(quoted[2] ?? '') }, quoted[3]);
  }
  const { rest, settings, unknown } = settingsAtEnd(text, isThere);
  if (isThere(rest)) return settled({ kind: 'file', name: placeOf(rest) }, settings);
  if (unknown === undefined) return settled({ kind: 'file', name: placeOf(rest) }, settings);
  return { problem: `${noSetting(unknown)}, and there is no file ${rest}` };
}

function deviceInput(kind: InputKind, text: string): SplitInput {
  const quoted = QUOTED_NAME.exec(text);
  if (quoted) return withSettings({ kind, name: quoted[2] }, quoted[3]);
  const { rest, settings, unknown } = settingsAtEnd(text, () => false);
  if (unknown === undefined) return settled({ kind, name: rest.trim() }, settings);
  return { problem: `${noSetting(unknown)}; a name that holds such a thing stands in quotes, as ${kind}:"${rest}"` };
}

/** @param isWhole true where what is left is all of a name. */
function settingsAtEnd(
  text: string,
  isWhole: (rest: string) => boolean,
): { readonly rest: string; readonly settings: SettingList; readonly unknown: string | undefined } {
  const settings: [string, string][] = [];
  let rest = text;
  while (!isWhole(rest)) {
    const [all = '', key = '', value = ''] = LAST_SETTING.exec(rest) ?? [];
    if (all === '') break;
    if (!SETTING_NAMES.includes(key)) return { rest, settings, unknown: key };
    settings.unshift([key, value.trim()]);
    rest = rest.slice(0, rest.length - all.length);
  }
  return { rest, settings, unknown: undefined };
}

type SettingList = readonly (readonly [string, string])[];

interface NamedInput {
  readonly kind: InputKind;
  readonly name?: string | undefined;
}

/** @param tail settings with commas between them, behind the first comma. */
function withSettings(input: NamedInput, tail: string | undefined): SplitInput {
  if (tail === undefined) return { ...input, settings: new Map() };
  const settings: [string, string][] = [];
  for (const part of tail.split(',')) {
    const [, key, value = ''] = /^\s*([^=]*?)\s*=(.*)$/su.exec(part) ?? [];
    if (key === undefined)
      return { problem: `has "${part.trim()}" after a comma, which is not a setting such as as=NAME` };
    if (!SETTING_NAMES.includes(key)) return { problem: noSetting(key) };
    settings.push([key, value.trim()]);
  }
  return settled(input, settings);
}

function settled(input: NamedInput, settings: SettingList): SplitInput {
  const twice = settings.find(([key], at) => settings.slice(at + 1).some(([other]) => other === key));
  return twice ? { problem: `sets ${twice[0]} twice` } : { ...input, settings: new Map(settings) };
}

function noSetting(key: string): string {
  const near =
    key.length < 2
      ? undefined
      : (SETTING_NAMES.find((name) => name.startsWith(key)) ?? nearestName(key, SETTING_NAMES));
  const known = near === undefined ? `there are ${SETTING_NAMES.join(', ')}` : `the nearest is ${near}`;
  return `sets "${key}", which is no setting (${known})`;
}

function notAnInput(text: string, folder: string): string {
  const kinds = 'is not file:PATH, stdin, mic, mic:NAME, loopback, loopback:NAME or browser';
  if (/^[a-z]{2,}:\/\//iu.test(text)) return `${kinds}; what has an address must be downloaded first`;
  const word = /^[^:,=]*/u.exec(text)?.[0].trim().toLowerCase() ?? '';
  const isPath = /[./\\~]/u.test(text) || existsSync(path.resolve(folder, userPath(text, folder)));
  if (isPath && !OTHER_WORDS.has(word)) return `${kinds}; for a file write file:${text}`;
  const meant = OTHER_WORDS.get(word) ?? (word.length < 2 ? undefined : nearestName(word, INPUT_KINDS));
  return meant === undefined ? kinds : `${kinds}; perhaps ${meant} is meant`;
}
