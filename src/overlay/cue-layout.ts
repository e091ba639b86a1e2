import { isUnspacedCharacter, tokenize, type Token } from './text-units.ts';

/** One line of a broken text. */
export interface Line {
  readonly text: string;
  /** Where it begins in the whole text. */
  readonly start: number;
}

interface BreakOptions {
  /** Width of a line in units, see `textUnits`. */
  readonly maxUnits: number;
  /** BCP-47 tag of the text. */
  readonly language: string;
  /** The lines of the same text as they are on the screen now. Empty where it is not shown yet. */
  readonly shown?: readonly Line[];
}

/**
 * Breaks a text into lines. Words that are on the screen keep their line as long as the text before them stays the
 * same; a text that is new is broken into lines of about the same length, so that no word stands alone.
 */
export function breakLines(text: string, { maxUnits, language, shown = [] }: BreakOptions): readonly Line[] {
  const kept = keptLines(text, shown, maxUnits, language);
  const last = kept.at(-1);
  const restStart = last ? nextStart(text, last.start + last.text.length) : 0;
  const tokens = tokenize(text.slice(restStart), language, maxUnits);
  const isGrowing = kept.length > 0 || sharesFirstWord(text, shown);
  const rest = isGrowing ? fill(text, restStart, tokens, maxUnits) : balance(text, tokens, maxUnits);
  return [...kept, ...rest];
}

/** The lines on the screen that may stay: all but the last one, which can still grow. */
function keptLines(text: string, shown: readonly Line[], maxUnits: number, language: string): readonly Line[] {
  const kept: Line[] = [];
  let position = 0;
  for (const line of shown.slice(0, -1)) {
    const end = position + line.text.length;
    const stays = line.start === position && text.startsWith(line.text, position) && end < text.length;
    if (
      !stays ||
      !mayBreakAt(text, end) ||
      fill(text, position, tokenize(line.text, language, maxUnits), maxUnits).length > 1
    )
      break;
    kept.push(line);
    position = nextStart(text, end);
  }
  return kept;
}

function mayBreakAt(text: string, index: number): boolean {
  const after = String.fromCodePoint(text.codePointAt(index) ?? 0);
  return after === ' ' || isUnspacedCharacter(after) || isUnspacedCharacter(text.charAt(index - 1));
}

function nextStart(text: string, end: number): number {
  return text[end] === ' ' ? end + 1 : end;
}

function sharesFirstWord(text: string, shown: readonly Line[]): boolean {
  const first = shown[0]?.text.split(' ')[0] ?? '';
  return first !== '' && text.startsWith(first);
}

/** Fills each line as far as it goes. `tokens` count from `offset`. */
function fill(text: string, offset: number, tokens: readonly Token[], maxUnits: number): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  let end = 0;
  let units = 0;
  for (const token of tokens) {
    const gap = token.start - end;
    if (units > 0 && units + gap + token.units > maxUnits) {
      lines.push({ text: text.slice(offset + start, offset + end), start: offset + start });
      units = 0;
    }
    if (units === 0) start = token.start;
    units += (units === 0 ? 0 : gap) + token.units;
    end = token.end;
  }
  if (units > 0) lines.push({ text: text.slice(offset + start, offset + end), start: offset + start });
  return lines;
}

/** As few lines as `fill` makes, and of those the narrowest. */
function balance(text: string, tokens: readonly Token[], maxUnits: number): readonly Line[] {
  let best = fill(text, 0, tokens, maxUnits);
  const count = best.length;
  if (count < 2) return best;
  let least = 1;
  let most = maxUnits;
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    const lines = fill(text, 0, tokens, middle);
    if (lines.length > count) {
      least = middle + 1;
    } else {
      most = middle;
      best = lines;
    }
  }
  return best;
}
