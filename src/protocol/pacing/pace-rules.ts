/** A line that was shown stays for at least this long, in milliseconds, however fast somebody speaks. */
export const LEAST_STAY_MS = 800;

/** Nobody reads faster than this, in units a second: 25 letters, or 12.5 Chinese characters. */
export const FASTEST_UNITS_PER_SECOND = 25;

/** How far beyond its usual speed reading may be pushed before lines are taken away unread. */
const HURRY_FACTOR = 1.25;

/** Reading is hurried from this share of the longest lag on, and as fast as it may be from the second one on. */
const HURRY_FROM = 0.5;
const HURRY_FULL = 0.75;

/** How one place of a screen shows lines. */
export interface PlaceRules {
  /** Lines that stand there at once. */
  readonly rows: number;
}

/** How a screen shows lines. */
export interface PaceRules {
  readonly main: PlaceRules;
  /** The place for what was said, beside its translation. */
  readonly source: PlaceRules;
  /** How fast people read, in units a second; see `textUnits`. */
  readonly unitsPerSecond: number;
  /** A line is shown within this time of its arrival, in milliseconds, or never. At least `LEAST_STAY_MS`. */
  readonly maxLagMs: number;
  /** How long the last line stays where nothing follows, in milliseconds. It also stays until it is read. */
  readonly holdMs: number;
}

/** What one place needs of the rules. */
export type RulesOfPlace = PlaceRules & Pick<PaceRules, 'unitsPerSecond' | 'maxLagMs'>;

/** Time between two lines that come in one after the other, in milliseconds: so each of them gets its least stay. */
export function rollStepMs({ rows }: PlaceRules): number {
  return LEAST_STAY_MS / rows;
}

/** How fast a line is expected to be read that comes in so late, in units a second. */
export function readingSpeed(lagMs: number, { unitsPerSecond, maxLagMs }: RulesOfPlace): number {
  const fastest = Math.max(unitsPerSecond, Math.min(FASTEST_UNITS_PER_SECOND, unitsPerSecond * HURRY_FACTOR));
  const hurry = (lagMs / maxLagMs - HURRY_FROM) / (HURRY_FULL - HURRY_FROM);
  return unitsPerSecond + (fastest - unitsPerSecond) * Math.min(1, Math.max(0, hurry));
}
