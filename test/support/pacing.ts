import type { PaceRules } from '../../src/protocol/pacing/pace-rules.ts';
import type { PacedLine } from '../../src/protocol/pacing/paced-line.ts';
import {
  advanceScreen,
  EMPTY_SCREEN,
  nextChangeMs,
  offerScreen,
  type PacedScreen,
  type ScreenLines,
} from '../../src/protocol/pacing/paced-screen.ts';

/** What a screen is told at a time, in milliseconds. */
export interface Offer {
  readonly atMs: number;
  readonly lines: ScreenLines;
}

/** One stay of a line on the screen. */
export interface Stay {
  readonly place: keyof ScreenLines;
  readonly key: string;
  readonly sentence: string;
  /** The text when it left. */
  readonly text: string;
  readonly arrivedAtMs: number;
  readonly shownAtMs: number;
  /** Infinite where it stays for ever. */
  readonly goneAtMs: number;
  readonly afterGap: boolean;
}

export const RULES: PaceRules = {
  main: { rows: 2 },
  source: { rows: 2 },
  unitsPerSecond: 20,
  maxLagMs: 4000,
  holdMs: 4000,
};

export function line(key: string, text: string, final = true, sentence = key.split(' ')[0] ?? key): PacedLine {
  return { key, sentence, text, final };
}

/** A line of so many characters. */
export function letters(count: number): string {
  return 'abcde '.repeat(Math.ceil(count / 6)).slice(0, count - 1) + '.';
}

/**
 * Runs a screen through its offers on a clock that jumps from one change to the next, until nothing changes any more.
 * @param onScreen sees each state once.
 */
export function playOffers(
  offers: readonly Offer[],
  rules: PaceRules = RULES,
  onScreen: (screen: PacedScreen) => void = () => undefined,
): { readonly stays: readonly Stay[]; readonly end: PacedScreen } {
  let screen = EMPTY_SCREEN;
  const stays: Stay[] = [];
  const update = (next: PacedScreen): void => {
    for (const place of ['main', 'source'] as const) {
      const still = new Set(next[place].standing.map(({ key, shownAtMs }) => `${key}@${shownAtMs}`));
      for (const gone of screen[place].standing)
        if (!still.has(`${gone.key}@${gone.shownAtMs}`)) stays.push({ ...gone, place, goneAtMs: next.atMs });
    }
    screen = next;
    onScreen(screen);
  };
  const runTo = (limitMs: number): void => {
    for (let atMs = nextChangeMs(screen, rules); atMs < limitMs; atMs = nextChangeMs(screen, rules))
      update(advanceScreen(screen, atMs, rules));
  };
  for (const { atMs, lines } of offers) {
    runTo(atMs);
    // What is due at this very moment happens first, so that it can be told apart.
    update(advanceScreen(screen, atMs, rules));
    update(offerScreen(screen, lines, atMs, rules));
  }
  runTo(Number.POSITIVE_INFINITY);
  for (const place of ['main', 'source'] as const)
    stays.push(...screen[place].standing.map((one) => ({ ...one, place, goneAtMs: Number.POSITIVE_INFINITY })));
  return { stays: stays.sort((one, other) => one.shownAtMs - other.shownAtMs), end: screen };
}
