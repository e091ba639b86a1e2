import { parseLanguage } from '../../protocol/language/parse-language.ts';
import { FASTEST_UNITS_PER_SECOND } from '../../protocol/pacing/pace-rules.ts';

/** Which texts of a cue are shown: what was said, its translation, or both. */
export type CaptionLayout = 'source' | 'translation' | 'dual';

/** How one overlay looks and what it shows. Comes from the address of the page, so that every OBS source has its own. */
export interface OverlayOptions {
  readonly layout: CaptionLayout;
  /** BCP-47 tag of the translation. Absent: the first target language of the engine. */
  readonly language?: string;
  /** Name of a file of the themes folder, without `.css`. */
  readonly theme: string;
  /** Size of the letters in pixels on a picture of 1920 x 1080; other pictures scale it. */
  readonly size: number;
  readonly lines: number;
  /** Characters per line. A wide one, such as a Chinese one, counts twice. */
  readonly width: number;
  readonly position: 'bottom' | 'top';
  /** Where the column of captions stands. */
  readonly align: 'left' | 'center' | 'right';
  /** Where a line stands in its column. Growing text keeps its place only at `start`. */
  readonly text: 'start' | 'center';
  /** Ids of sources or names of speakers to show, in lower case. Empty: all. */
  readonly sources: readonly string[];
  /** How long a final stays when nothing follows it, in milliseconds. */
  readonly holdMs: number;
  /** How fast viewers read, in characters a second. A wide one, such as a Chinese one, counts twice. */
  readonly readingSpeed: number;
  /** No line comes later than this after its text, in milliseconds. Absent: as the engine says. */
  readonly maxLagMs?: number;
  /** How much the box behind the text covers, 0 to 1. Absent: as the theme says. */
  readonly background?: number;
  /** Name of an installed font. Absent: as the theme says. */
  readonly font?: string;
  /** Shows sample text instead of captions. */
  readonly preview: boolean;
  /** Shows a badge with the state of the connection. */
  readonly status: boolean;
}

/**
 * Reads the query of a page's address. Nothing in it is an error, for a streamer cannot see one inside OBS: unknown
 * names are ignored, numbers are brought into their range, and everything else falls back to its default.
 */
export function parseOverlayOptions(query: string): OverlayOptions {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) values.set(name.toLowerCase(), value.trim());
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T => {
    const wanted = values.get(name)?.toLowerCase();
    return choices.find((candidate) => candidate === wanted) ?? choices[0];
  };
  const language = parseLanguage(values.get('lang') ?? '')?.tag;
  const background = numberOf(values.get('background'));
  const maxLag = numberOf(values.get('maxlag'));
  const font = values.get('font') ?? '';
  return {
    layout: choice('layout', ['translation', 'source', 'dual']),
    ...(language === undefined ? {} : { language }),
    theme: THEME_NAME.test(values.get('theme') ?? '') ? (values.get('theme') ?? '') : DEFAULT_THEME,
    size: within(numberOf(values.get('size')) ?? 48, 12, 200),
    lines: Math.round(within(numberOf(values.get('lines')) ?? 2, 1, 6)),
    width: Math.round(within(numberOf(values.get('width')) ?? 42, 10, 80)),
    position: choice('position', ['bottom', 'top']),
    align: choice('align', ['center', 'left', 'right']),
    text: choice('text', ['start', 'center']),
    sources: (values.get('source') ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    holdMs: within(numberOf(values.get('hold')) ?? 4, 1, 60) * 1000,
    readingSpeed: within(numberOf(values.get('readingspeed')) ?? 20, 5, FASTEST_UNITS_PER_SECOND),
    ...(maxLag === undefined ? {} : { maxLagMs: within(maxLag, 1, 30) * 1000 }),
    ...(background === undefined ? {} : { background: within(background, 0, 100) / 100 }),
    ...(FONT_NAME.test(font) ? { font } : {}),
    preview: isOn(values.get('preview')),
    status: isOn(values.get('status')),
  };
}

/** The theme where the address names none, or one that does not exist. */
export const DEFAULT_THEME = 'classic';

const THEME_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/i;
/** Only characters that cannot end the quoted name in a style rule. */
const FONT_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

function numberOf(value: string | undefined): number | undefined {
  const number = Number.parseFloat((value ?? '').replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

function within(number: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, number));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['0', 'false', 'no', 'off'].includes(value.toLowerCase());
}
