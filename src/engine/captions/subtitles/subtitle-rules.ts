/** The gap between two subtitles, so that the eye sees a change: two frames of a film. In milliseconds. */
export const GAP_MS = 84;

/** How long a subtitle is shown, in milliseconds. */
export const SHORTEST_MS = 1000;
export const LONGEST_MS = 7000;

/** How many lines a subtitle has at most. */
export const MOST_LINES = 2;

/** Reading speed that is kept to where the speech allows, in characters a second. Wide ones are those of East Asia. */
export const NARROW_PER_SECOND = 20;
export const WIDE_PER_SECOND = 9;

/** Widths of a line in units, of which a wide character has two: 42 letters, or 16 wide characters. */
const NARROW_LINE_UNITS = 42;
const WIDE_LINE_UNITS = 32;

/** The width of a line for a text, in units. @param units width of the whole text. @param characters how many it has. */
export function lineUnits({ units, characters }: { units: number; characters: number }): number {
  return units > characters * 1.5 ? WIDE_LINE_UNITS : NARROW_LINE_UNITS;
}

/** How long so many characters are read, in milliseconds. @param wide how many of them are wide. */
export function readingMs(characters: number, wide: number): number {
  return ((characters - wide) / NARROW_PER_SECOND + wide / WIDE_PER_SECOND) * 1000;
}
