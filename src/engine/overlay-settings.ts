import { z } from 'zod';
import {
  CAPTION_ALIGNS,
  CAPTION_LAYOUTS,
  CAPTION_POSITIONS,
  FONT_NAME,
  LINE_ALIGNS,
  OVERLAY_LIMITS,
  PRESET_NAME,
  THEME_NAME,
  type OverlayDefaults,
} from '../protocol/overlay-parameters.ts';
import { setting } from './setting.ts';
import type { Immutable } from './settings-section.ts';
import { languageTag, choice, listFromText, numberFromText, switchFromText } from './setting-text.ts';

function numberWithin([least, most]: readonly [number, number]): z.ZodNumber {
  const message = `is not between ${least} and ${most}`;
  return z.number('is not a number').min(least, message).max(most, message);
}

function parameter<Schema extends z.ZodType>(
  schema: Schema,
  description: string,
  fromText: (text: string) => unknown = (text) => text,
): z.ZodOptional<Schema> {
  return setting(schema.optional(), { description, fromText, live: true });
}

const { size, lines, width, hold, readingSpeed, background } = OVERLAY_LIMITS;

/** How the overlay looks where its address does not say it: the parameters of the address. The section `overlay`. */
export const overlaySettings = z.strictObject({
  layout: parameter(choice(CAPTION_LAYOUTS), 'which text is shown: translation, source or dual'),
  lang: parameter(languageTag, 'language of the translation; the first target language where absent'),
  theme: parameter(z.string().regex(THEME_NAME, 'is not the name of a theme'), 'name of a theme'),
  size: parameter(numberWithin(size), 'letter size in pixels on a canvas of 1920 x 1080', numberFromText),
  lines: parameter(numberWithin(lines).int('is not a whole number'), 'lines of the main text', numberFromText),
  width: parameter(numberWithin(width).int('is not a whole number'), 'characters per line', numberFromText),
  position: parameter(choice(CAPTION_POSITIONS), 'where the captions stand: bottom or top'),
  align: parameter(choice(CAPTION_ALIGNS), 'where the column of captions stands: center, left or right'),
  text: parameter(choice(LINE_ALIGNS), 'where a line stands in its column: start or center'),
  source: parameter(
    z.array(z.string(), 'is not a list of names'),
    'ids of sources or names of speakers to show',
    listFromText,
  ),
  hold: parameter(numberWithin(hold), 'seconds that a final stays when nothing follows', numberFromText),
  readingSpeed: parameter(numberWithin(readingSpeed), 'characters that viewers read in a second', numberFromText),
  background: parameter(
    numberWithin(background),
    'how much the box behind the text covers, in percent',
    numberFromText,
  ),
  font: parameter(z.string().regex(FONT_NAME, 'is not the name of a font'), 'name of an installed font'),
  status: parameter(
    z.boolean('is not true or false'),
    'a badge with the state of the connection, for the streamer',
    switchFromText,
  ),
});

/** Looks by their names, which the controls take. The section `presets`. */
export const presetSettings = setting(
  z
    .record(
      z.string().regex(PRESET_NAME, 'is not the name of a preset: letters, digits, spaces, hyphens, 40 at most'),
      overlaySettings,
      { error: (issue) => (issue.code === 'invalid_type' ? 'is not a mapping of looks by their names' : undefined) },
    )
    .default({})
    .describe('looks of the overlay by their names, which the controls of a run take'),
  {
    description: 'a look over the section overlay: its settings, such as { theme: neon, size: 60 }',
    live: true,
  },
);

export type OverlaySettings = Immutable<z.output<typeof overlaySettings>>;

/** The settings as an address would have them. */
export function overlayDefaults(settings: OverlaySettings): OverlayDefaults {
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, textOf(value)]],
  );
  return Object.fromEntries(given) as OverlayDefaults;
}

function textOf(value: string | number | boolean | readonly string[]): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? value.join(',') : String(value);
}
