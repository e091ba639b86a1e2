import type { PaceRules } from '../../../protocol/pacing/pace-rules.ts';
import {
  advanceScreen,
  EMPTY_SCREEN,
  newestScreen,
  nextChangeMs,
  offerScreen,
  type PacedScreen,
} from '../../../protocol/pacing/paced-screen.ts';
import { createTextBreaker, type BrokenLine, type UtteranceText } from './broken-texts.ts';
import { drawBlock, type ScreenBlock } from './caption-screen.ts';
import type { OverlayOptions } from '../url-options.ts';

/** What was said takes at most this many lines beside its translation. */
const SOURCE_LINES = 2;

/** How many units fit on a line of each place. */
export interface LineFit {
  readonly main: number;
  readonly source: number;
}

/** The texts of each place, oldest first. */
export interface PlacedTexts {
  readonly main: readonly UtteranceText[];
  readonly source: readonly UtteranceText[];
}

/** What is drawn, and when that changes by itself. */
export interface CaptionFrame {
  readonly main: ScreenBlock;
  readonly source: ScreenBlock;
  /** In milliseconds of the page's clock. Infinite where nothing will change. */
  readonly nextChangeAtMs: number;
}

/** Decides what stands on the page at which time. Has no timers: it is asked. */
export interface PacedCaptions {
  /** New texts: each line waits for its turn. */
  show(texts: PlacedTexts, nowMs: number): CaptionFrame;
  /**
   * The newest of the texts at once, and nothing that waits: for a page that was away.
   * @param newestAtMs when the newest of them came.
   */
  showNewest(texts: PlacedTexts, nowMs: number, newestAtMs: number): CaptionFrame;
  /** The newest of the same texts at once, where some wait. */
  catchUp(texts: PlacedTexts, nowMs: number, newestAtMs: number): CaptionFrame;
  /** The same texts at a later time. */
  advance(nowMs: number): CaptionFrame;
}

interface PacedCaptionsInput {
  readonly options: Pick<OverlayOptions, 'layout' | 'lines' | 'readingSpeed' | 'holdMs'>;
  /** Asked each time, since the page and the engine may change them. */
  readonly fit: () => LineFit;
  readonly maxLagMs: () => number;
}

/** A page that shows nothing yet. */
export function createPacedCaptions({ options, fit, maxLagMs }: PacedCaptionsInput): PacedCaptions {
  const { layout, lines, readingSpeed, holdMs } = options;
  // Beside each other, a sentence and its translation are told apart from others by their lines.
  const runsOn = layout !== 'dual';
  const breakers = { main: createTextBreaker({ runsOn }), source: createTextBreaker({ runsOn }) };
  let screen: PacedScreen = EMPTY_SCREEN;
  let broken: { readonly main: readonly BrokenLine[]; readonly source: readonly BrokenLine[] } = {
    main: [],
    source: [],
  };

  const rules = (): PaceRules => ({
    main: { rows: lines },
    source: { rows: SOURCE_LINES },
    unitsPerSecond: readingSpeed,
    maxLagMs: maxLagMs(),
    holdMs,
  });

  function breakAll(texts: PlacedTexts, shown: PacedScreen): typeof broken {
    return {
      main: breakers.main.breakTexts(texts.main, shown.main, fit().main),
      source: breakers.source.breakTexts(texts.source, shown.source, fit().source),
    };
  }

  function frame(): CaptionFrame {
    return {
      main: drawBlock(screen.main, broken.main),
      source: drawBlock(screen.source, broken.source),
      nextChangeAtMs: nextChangeMs(screen, rules()),
    };
  }

  function advance(nowMs: number): CaptionFrame {
    screen = advanceScreen(screen, nowMs, rules());
    return frame();
  }

  function showNewest(texts: PlacedTexts, nowMs: number, newestAtMs: number): CaptionFrame {
    breakers.main.forget();
    breakers.source.forget();
    broken = breakAll(texts, EMPTY_SCREEN);
    screen = newestScreen(screen, broken, newestAtMs, rules());
    return advance(nowMs);
  }

  return {
    advance,
    showNewest,
    show(texts, nowMs) {
      screen = advanceScreen(screen, nowMs, rules());
      broken = breakAll(texts, screen);
      screen = offerScreen(screen, broken, nowMs, rules());
      return frame();
    },
    catchUp(texts, nowMs, newestAtMs) {
      const waits = screen.main.waiting.length + screen.source.waiting.length > 0;
      return waits ? showNewest(texts, nowMs, newestAtMs) : advance(nowMs);
    },
  };
}
