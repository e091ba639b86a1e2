/** The gap between two subtitles, so that the eye sees a change: two frames of a film. In milliseconds. */
export const GAP_MS = 84;

/** How long a subtitle is shown, in milliseconds. */
export const SHORTEST_MS = 1000;
export const LONGEST_MS = 7000;

/** How many lines a subtitle has at most. */
export const MOST_LINES = 2;

/** Reading speed that is kept to where the speech allows, in characters a second, spaces included. */
const PER_SECOND = 20;
/** The same for a text of wide characters, which are those of East Asia. */
const WIDE_PER_SECOND = 9;

/** Widths of a line in units, of which a wide character has two: 42 letters, or 16 wide characters. */
const NARROW_LINE_UNITS = 42;
const WIDE_LINE_UNITS = 32;

/** True for a text of which most characters are wide. @param units width of the whole text. @param characters how many it has. */
export function isWideText(units: number, characters: number): boolean {
  return units > characters * 1.5;
}

/** The width of a line, in units. @param isWide for a text of wide characters. */
export function lineUnits(isWide: boolean): number {
  return isWide ? WIDE_LINE_UNITS : NARROW_LINE_UNITS;
}

/** How long so many characters are read, in milliseconds. @param isWide of a text of wide characters. */
export function readingMs(characters: number, isWide: boolean): number {
  return (characters / (isWide ? WIDE_PER_SECOND : PER_SECOND)) * 1000;
}
