import type { RulesOfPlace } from './pace-rules.ts';
import { easyRollMs, type PacedPlace } from './paced-place.ts';

// A translation and what it translates come in together and leave together. Nobody waits for that beyond the longest lag.

interface Pair {
  readonly main: PacedPlace;
  readonly source: PacedPlace;
}

const OPEN = Number.NEGATIVE_INFINITY;
const CLOSED = Number.POSITIVE_INFINITY;

/** When the next line of a translation may come in, as far as what was said has a say in it. */
export function mainOpensMs({ main, source }: Pair, mainRules: RulesOfPlace, sourceRules: RulesOfPlace): number {
  const next = main.waiting[0];
  if (!next) return CLOSED;
  return Math.max(
    comesWithSource(next.sentence, { main, source }, sourceRules),
    main.standing.length < mainRules.rows ? OPEN : leavesWithSource({ main, source }),
  );
}

/** The first line of a translation comes when the first line of its source has a place. */
function comesWithSource(sentence: string, { main, source }: Pair, sourceRules: RulesOfPlace): number {
  const waits = source.waiting.some((line) => line.sentence === sentence);
  if (!waits || hasShown(main, sentence) || hasShown(source, sentence)) return OPEN;
  return source.waiting[0]?.sentence === sentence ? easyRollMs(source, sourceRules) : CLOSED;
}

/** The last line of a translation leaves when its source is read as well. */
function leavesWithSource({ main, source }: Pair): number {
  const [top, ...rest] = main.standing;
  if (!top || [...rest, ...main.waiting].some(({ sentence }) => sentence === top.sentence)) return OPEN;
  return Math.max(OPEN, ...source.standing.filter(isOf(top.sentence)).map(({ readAtMs }) => readAtMs));
}

/** When the next line of what was said may come in, as far as its translation has a say in it. */
export function sourceOpensMs({ main, source }: Pair): number {
  const next = source.waiting[0];
  if (!next) return CLOSED;
  const contradictsNothing = main.standing.length === 0 && main.waiting.length === 0;
  return contradictsNothing || hasShown(main, next.sentence) || hasShown(source, next.sentence) ? OPEN : CLOSED;
}

/** True where the sentence was in the place and nothing of it is there, or comes, any more. */
export function hasLeft({ standing, waiting, passed }: PacedPlace, sentence: string): boolean {
  return ![...standing, ...waiting].some(isOf(sentence)) && [...passed.values()].some(isOf(sentence));
}

function hasShown({ standing, passed }: PacedPlace, sentence: string): boolean {
  return [...standing, ...passed.values()].some(isOf(sentence));
}

function isOf(wanted: string): (line: { readonly sentence: string }) => boolean {
  return ({ sentence }) => sentence === wanted;
}
