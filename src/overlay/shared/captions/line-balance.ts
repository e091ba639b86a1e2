import type { Token } from '../../../protocol/text-units.ts';

/** A word alone in a line costs more than any unevenness; another line costs more than that. */
const LONELY_COST = 1e5;

interface FillOptions {
  readonly maxUnits: number;
  /** So many tokens stand on the first line already and stay there, as far as they fit. */
  readonly fixed: number;
  /** True where more tokens will follow, so that a short last line is none that is left over. */
  readonly grows: boolean;
}

/** The first and the last token of a line. */
type LineOfTokens = readonly [first: Token, last: Token];

/** The best way to break the tokens from some token on. */
interface Breaking {
  readonly lines: number;
  readonly cost: number;
  /** Index of the first token of the next line. */
  readonly next: number;
}

/** Breaks tokens into as few lines as there must be, and of these ways takes the most even one without a lonely token. */
export function fillLines(tokens: readonly Token[], options: FillOptions): readonly LineOfTokens[] {
  const best: Breaking[] = [];
  best[tokens.length] = NOTHING;
  for (let first = tokens.length - 1; first >= 0; first -= 1) best[first] = bestFrom(tokens, first, best, options);
  const lines: LineOfTokens[] = [];
  for (let first = 0, next; first < tokens.length; first = next) {
    next = best[first]?.next ?? tokens.length;
    const [from, to] = [tokens[first], tokens[next - 1]];
    if (from && to) lines.push([from, to]);
  }
  return lines;
}

function bestFrom(
  tokens: readonly Token[],
  first: number,
  best: readonly Breaking[],
  { maxUnits, fixed, grows }: FillOptions,
): Breaking {
  const ways: Breaking[] = [];
  let units = 0;
  for (let last = first; last < tokens.length; last += 1) {
    units += (tokens[last]?.units ?? 0) + (last === first ? 0 : gapBefore(tokens, last));
    if (units > maxUnits && last > first) break;
    const next = last + 1;
    const { lines, cost } = best[next] ?? NOTHING;
    const unevenness = grows && next === tokens.length ? 0 : (maxUnits - units) ** 2;
    const loneliness = first === last && tokens.length > 1 ? LONELY_COST : 0;
    ways.push({ lines: lines + 1, cost: cost + unevenness + loneliness, next });
  }
  const allowed = first === 0 ? ways.filter(({ next }) => next >= fixed) : ways;
  return allowed.reduce((one, other) => (isBetter(other, one) ? other : one), allowed[0] ?? ways.at(-1) ?? NOTHING);
}

const NOTHING: Breaking = { lines: 0, cost: 0, next: Number.POSITIVE_INFINITY };

function gapBefore(tokens: readonly Token[], index: number): number {
  return (tokens[index]?.start ?? 0) - (tokens[index - 1]?.end ?? 0);
}

function isBetter(one: Breaking, other: Breaking): boolean {
  return one.lines < other.lines || (one.lines === other.lines && one.cost < other.cost);
}
