/** Letters of one text are wider or narrower than the mean; a line of a text may be this much wider. */
const WIDTH_MARGIN = 1.12;

/** What the page has room for. */
export interface FitInput {
  /** Units per line that were asked for. */
  readonly wantedUnits: number;
  /** Mean width of a character, in pixels. */
  readonly characterPx: number;
  /** Width that captions may take, in pixels. */
  readonly availablePx: number;
}

/** How many units fit on one line, and how wide the column for them is. */
export function fitLine({ wantedUnits, characterPx, availablePx }: FitInput): { units: number; widthPx: number } {
  const room = Math.floor(availablePx / (characterPx * WIDTH_MARGIN));
  const units = Math.max(4, Math.min(wantedUnits, room));
  return { units, widthPx: Math.min(availablePx, Math.ceil(units * characterPx * WIDTH_MARGIN)) };
}
