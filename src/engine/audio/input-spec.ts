import { parseSpokenLanguages } from '../../protocol/parse-spoken-languages.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import { splitInput, type InputKind } from './input-text.ts';

/** One input as a user writes it, such as `mic:Yeti,as=Anna,language=es`. */
export interface InputSpec {
  readonly kind: InputKind;
  /** Path of the file, or name of the device; absent for the default device, the standard input and browsers. */
  readonly name?: string;
  /** Name that is shown with the captions. */
  readonly as?: string;
  /** What is spoken in it; the common languages where absent. */
  readonly language?: SpokenLanguage;
  /** The one channel of the device that is heard, counted from 1; the mean of all where absent. */
  readonly channel?: number;
  /** Gain in decibels. */
  readonly gain?: number;
  /** Level in dBFS below which the input is silent; `auto` follows the noise. */
  readonly gate?: number | 'auto';
  /** Suppresses music and voices in the background, at the price of clean speech; see docs/sound-quality.md. */
  readonly denoise?: boolean;
}

/** The input, or what is wrong with it, to be put behind its text. */
export type ParsedInput =
  { readonly ok: true; readonly input: InputSpec } | { readonly ok: false; readonly problem: string };

/** Sound devices have up to so many. */
const MOST_CHANNELS = 64;

/**
 * Reads an input such as `file:talk.wav`, `mic`, `mic:NAME` or `loopback`, with `,as=NAME` and other settings behind.
 * @param folder relative paths of files count from it; the present folder when absent.
 */
export function parseInput(text: string, folder?: string): ParsedInput {
  const split = splitInput(text, folder);
  return 'problem' in split ? refused(split.problem) : checkInput(split.kind, split.name, split.settings);
}

/** An input as a file may have it: the same words and limits as in a text, one beside the other. */
export type InputMapping = {
  readonly [Name in Exclude<keyof InputSpec, 'kind' | 'language'>]?: InputSpec[Name] | undefined;
} & {
  readonly kind: InputKind;
  /** As behind `--language`. */
  readonly language?: string | undefined;
};

/** Reads an input that is written as a mapping. */
export function inputOf({ kind, name, ...settings }: InputMapping): ParsedInput {
  const words = Object.entries(settings).flatMap(([key, value]): [string, string][] =>
    value === undefined ? [] : [[key, wordOf(value)]],
  );
  return checkInput(kind, name, new Map(words));
}

function wordOf(value: string | number | boolean): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return String(value).replaceAll(',', '+');
}

function checkInput(kind: InputKind, name: string | undefined, settings: ReadonlyMap<string, string>): ParsedInput {
  if (kind === 'file' && !name) return refused('names no file: write file:PATH');
  if (kind === 'stdin' && name !== undefined) return refused('names a file: write stdin alone, or file:PATH');
  if (kind === 'browser' && (name !== undefined || settings.size > 0)) {
    return refused('has settings: speakers name themselves on the microphone page');
  }
  if (name === '') return refused('names no device: leave the colon out for the default one');
  return withSettings({ kind, ...(name === undefined ? {} : { name }) }, settings);
}

function withSettings(input: InputSpec, settings: ReadonlyMap<string, string>): ParsedInput {
  const as = settings.get('as');
  const languages = settings.get('language');
  const language = languages === undefined ? undefined : parseSpokenLanguages(languages, '+');
  const channel = settings.get('channel');
  const gain = settings.get('gain');
  const gate = settings.get('gate');
  const denoise = settings.get('denoise');
  if (as === '') return refused('has an empty name: write as=NAME');
  if (language?.ok === false) return refused(`has the language "${languages ?? ''}", which ${language.problem}`);
  if (channel !== undefined && input.kind !== 'mic' && input.kind !== 'loopback') {
    return refused('has a channel, which can be chosen for mic and loopback only');
  }
  if (channel !== undefined && !(isBetween(channel, 1, MOST_CHANNELS) && Number.isInteger(Number(channel)))) {
    return refused(`has a channel that is not a number between 1 and ${MOST_CHANNELS}`);
  }
  if (gain !== undefined && !isBetween(gain, -40, 40)) return refused('has a gain that is not between -40 and 40 dB');
  if (gate !== undefined && gate !== 'auto' && !isBetween(gate, -90, 0)) {
    return refused('has a gate that is not auto or between -90 and 0 dBFS');
  }
  if (denoise !== undefined && !['on', 'off'].includes(denoise)) return refused('has denoise that is not on or off');
  return {
    ok: true,
    input: {
      ...input,
      ...(as === undefined ? {} : { as }),
      ...(language === undefined ? {} : { language: language.spoken }),
      ...(channel === undefined ? {} : { channel: Number(channel) }),
      ...(gain === undefined ? {} : { gain: Number(gain) }),
      ...(gate === undefined ? {} : { gate: gate === 'auto' ? gate : Number(gate) }),
      ...(denoise === undefined ? {} : { denoise: denoise === 'on' }),
    },
  };
}

function isBetween(text: string, least: number, most: number): boolean {
  const value = Number(text);
  return text !== '' && value >= least && value <= most;
}

function refused(problem: string): ParsedInput {
  return { ok: false, problem };
}
