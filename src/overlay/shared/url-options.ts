import { mistakenTag } from '../../protocol/language/mistaken-tag.ts';
import { parseLanguage } from '../../protocol/language/parse-language.ts';
import { tagProblem } from '../../protocol/language/tag-problem.ts';
import {
  CAPTION_ALIGNS,
  CAPTION_LAYOUTS,
  CAPTION_POSITIONS,
  FONT_NAME,
  LINE_ALIGNS,
  OVERLAY_LIMITS,
  THEME_NAME,
  type CaptionLayout,
  type OverlayDefaults,
} from '../../protocol/overlay-parameters.ts';

/**
 * How one overlay looks and what it shows. Comes from the address of the page, so that every OBS source has its own, and
 * from the configuration.
 */
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
  readonly position: (typeof CAPTION_POSITIONS)[number];
  /** Where the column of captions stands. */
  readonly align: (typeof CAPTION_ALIGNS)[number];
  /** Where a line stands in its column. Growing text keeps its place only at `start`. */
  readonly text: (typeof LINE_ALIGNS)[number];
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
 * @param defaults what holds where the address does not say it; it is read in the same way.
 */
export function parseOverlayOptions(query: string, defaults: OverlayDefaults = {}): OverlayOptions {
  const values = new Map<string, string>();
  const given = [...Object.entries(defaults), ...new URLSearchParams(query)];
  for (const [name, value] of given) values.set(name.toLowerCase(), value.trim());
  const { size, lines, width, hold, readingSpeed, maxLag: lag, background: cover } = OVERLAY_LIMITS;
  const choice = <T extends string>(name: string, choices: readonly [T, ...T[]]): T => {
    const wanted = values.get(name)?.toLowerCase();
    return choices.find((candidate) => candidate === wanted) ?? choices[0];
  };
  const language = languageOf(values.get('lang') ?? '');
  const background = numberOf(values.get('background'));
  const maxLag = numberOf(values.get('maxlag'));
  const font = values.get('font') ?? '';
  return {
    layout: choice('layout', CAPTION_LAYOUTS),
    ...(language === undefined ? {} : { language }),
    theme: THEME_NAME.test(values.get('theme') ?? '') ? (values.get('theme') ?? '') : DEFAULT_THEME,
    size: within(numberOf(values.get('size')) ?? 48, size),
    lines: Math.round(within(numberOf(values.get('lines')) ?? 2, lines)),
    width: Math.round(within(numberOf(values.get('width')) ?? 42, width)),
    position: choice('position', CAPTION_POSITIONS),
    align: choice('align', CAPTION_ALIGNS),
    text: choice('text', LINE_ALIGNS),
    sources: (values.get('source') ?? '')
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
    holdMs: within(numberOf(values.get('hold')) ?? 4, hold) * 1000,
    readingSpeed: within(numberOf(values.get('readingspeed')) ?? 20, readingSpeed),
    ...(maxLag === undefined ? {} : { maxLagMs: within(maxLag, lag) * 1000 }),
    ...(background === undefined ? {} : { background: within(background, cover) / 100 }),
    ...(FONT_NAME.test(font) ? { font } : {}),
    preview: isOn(values.get('preview')),
    status: isOn(values.get('status')),
  };
}

/** Where a tag is wrong, the one that was meant; the first target language where that cannot be told. */
function languageOf(written: string): string | undefined {
  const mistaken = mistakenTag(written.replaceAll('_', '-'));
  return mistaken && mistaken.own === undefined ? mistaken.meant : parseLanguage(written)?.tag;
}

/** What is wrong with the language in the query of an address, as a sentence; undefined where nothing is. */
export function languageProblem(query: string): string | undefined {
  const [, written = ''] =
    [...new URLSearchParams(query)].filter(([name]) => name.toLowerCase() === 'lang').at(-1) ?? [];
  const tag = written.trim();
  const problem = tag === '' ? undefined : tagProblem(tag.replaceAll('_', '-'));
  return problem === undefined ? undefined : `lang=${tag.slice(0, LONGEST_TOLD)} ${problem}.`;
}

const LONGEST_TOLD = 20;

/** The theme where the address names none, or one that does not exist. */
export const DEFAULT_THEME = 'classic';

function numberOf(value: string | undefined): number | undefined {
  const number = Number.parseFloat((value ?? '').replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

function within(number: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, number));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['0', 'false', 'no', 'off'].includes(value.toLowerCase());
}
