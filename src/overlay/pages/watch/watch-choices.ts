import { SOURCE_TRACK } from '../../../protocol/audience-contract.ts';
import { ownName } from '../../../protocol/language/language-names.ts';
import { nearestLanguage } from '../../../protocol/language/nearest-language.ts';
import { readStored, writeStored } from '../../shared/page-storage.ts';

const KEY = 'overlingo-watch';

/** Names of sizes, from small to large: what they are in pixels stands in the css. */
export const SIZES = ['1', '2', '3', '4', '5', '6'] as const;
export const THEMES = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** What a viewer has chosen, and finds again. */
export interface WatchChoices {
  /** Absent as long as nobody has chosen: then it goes by the browser. */
  readonly track?: string;
  /** Index of `SIZES`. */
  readonly size: number;
  readonly theme: Theme;
}

const USUAL: WatchChoices = { size: 2, theme: 'auto' };

/** What was chosen at the last visit. Whatever the browser has kept, this is of use. */
export function readChoices(): WatchChoices {
  const { track, size, theme } = parsed(readStored('localStorage', KEY));
  return {
    ...(typeof track === 'string' ? { track } : {}),
    size: typeof size === 'number' && SIZES[size] !== undefined ? size : USUAL.size,
    theme: THEMES.find((known) => known === theme) ?? USUAL.theme,
  };
}

export function writeChoices(choices: WatchChoices): void {
  writeStored('localStorage', KEY, JSON.stringify(choices));
}

/**
 * The track to read: the chosen one, else the first language of the browser that there is, else what was said.
 * @param languages tags, most wanted first.
 */
export function trackFor(chosen: string | undefined, tracks: readonly string[], languages: readonly string[]): string {
  if (chosen !== undefined && tracks.includes(chosen)) return chosen;
  const targets = tracks.filter((track) => track !== SOURCE_TRACK);
  for (const language of languages) {
    const nearest = nearestLanguage(language, targets);
    if (nearest !== undefined) return nearest;
  }
  return SOURCE_TRACK;
}

/** What tracks are called, each in its own language; with the tag where two have one name. */
export function trackNames(tracks: readonly string[]): readonly { readonly track: string; readonly name: string }[] {
  const named = tracks.map((track) => ({ track, name: track === SOURCE_TRACK ? 'As spoken' : nameOf(track) }));
  return named.map(({ track, name }) => {
    const isAlone = named.filter((other) => other.name === name).length === 1;
    return { track, name: isAlone ? name : `${name} (${track})` };
  });
}

function nameOf(tag: string): string {
  const name = ownName(tag) ?? tag;
  return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
}

function parsed(text: string): Partial<Record<keyof WatchChoices, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
