import { FASTEST_UNITS_PER_SECOND } from './pacing/pace-rules.ts';

// What the address of an overlay may say; where it says nothing, the configuration may. See docs/overlay.md.

/** Which texts of a cue are shown: what was said, its translation, or both. The first is the usual one, as below. */
export const CAPTION_LAYOUTS = ['translation', 'source', 'dual'] as const;
export const CAPTION_POSITIONS = ['bottom', 'top'] as const;
export const CAPTION_ALIGNS = ['center', 'left', 'right'] as const;
export const LINE_ALIGNS = ['start', 'center'] as const;

/** Which texts of a cue are shown. */
export type CaptionLayout = (typeof CAPTION_LAYOUTS)[number];

/** Least and most of each number; other numbers of an address are brought between them. */
export const OVERLAY_LIMITS = {
  /** Pixels on a picture of 1920 x 1080. */
  size: [12, 200],
  lines: [1, 6],
  /** Characters a line. */
  width: [10, 80],
  /** Seconds. */
  hold: [1, 60],
  /** Characters a second. */
  readingSpeed: [5, FASTEST_UNITS_PER_SECOND],
  /** Seconds. */
  maxLag: [1, 30],
  /** Percent. */
  background: [0, 100],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;

/** Name of a file of the themes folder, without `.css`. */
export const THEME_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/iu;

/** Name of a preset of the configuration. */
export const PRESET_NAME = /^[\p{L}\p{N}](?:[\p{L}\p{N} _-]{0,38}[\p{L}\p{N}])?$/u;

/** Only characters that cannot end the quoted name in a style rule. */
export const FONT_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

/** What holds where the address of a page does not say it: parameters by their names, written as in an address. */
export type OverlayDefaults = Readonly<Record<string, string>>;
