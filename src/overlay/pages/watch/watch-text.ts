import {
  compareEntryIds,
  HISTORY_LINES,
  type AudienceCatchUp,
  type AudienceEntry,
  type AudienceLine,
  type AudiencePartial,
  type EntryId,
} from '../../../protocol/audience-contract.ts';

/** A line, or a place where lines are missing. */
export type WatchLine = AudienceLine | { readonly id: EntryId; readonly key: string; readonly missing: true };

/** What stands on the page of one track. */
export interface WatchText {
  /** Oldest first. */
  readonly lines: readonly WatchLine[];
  /** What may still change, in the order in which it was begun. */
  readonly partials: readonly AudiencePartial[];
  /** The newest entry that is known; empty where none is. */
  readonly last: EntryId;
}

export const EMPTY_TEXT: WatchText = { lines: [], partials: [], last: '' };

/** More than the server has, so that what somebody reads does not vanish when they come back. */
const LINES_KEPT = 2 * HISTORY_LINES;

/** As many people talk at once at most. */
const PARTIALS_KEPT = 4;

/** Adds what is new. An entry that is known already changes nothing. */
export function takeEntry(text: WatchText, entry: AudienceEntry): WatchText {
  if (text.last !== '' && compareEntryIds(entry.id, text.last) <= 0) return text;
  const partials = text.partials.filter(({ key }) => key !== entry.key);
  const isKnown = text.lines.some(({ key }) => key === entry.key);
  return { lines: linesWith(text.lines, entry, isKnown).slice(-LINES_KEPT), partials, last: entry.id };
}

/** Adds what was missed. What may still change is told anew. */
export function takeCatchUp(text: WatchText, { entries, complete, reset }: AudienceCatchUp): WatchText {
  const before = reset ? EMPTY_TEXT : { ...text, partials: [] };
  const gap = complete || entries[0] === undefined ? [] : [missingBefore(entries[0])];
  return entries.reduce(takeEntry, { ...before, lines: [...before.lines, ...gap] });
}

/** Shows the newest state of a text that may still change; an empty one goes away. One that is final stays. */
export function takePartial(text: WatchText, partial: AudiencePartial): WatchText {
  if (text.lines.some(({ key }) => key === partial.key)) return text;
  if (partial.text === '') return { ...text, partials: text.partials.filter(({ key }) => key !== partial.key) };
  const isKnown = text.partials.some(({ key }) => key === partial.key);
  const partials = isKnown
    ? text.partials.map((known) => (known.key === partial.key ? partial : known))
    : [...text.partials, partial].slice(-PARTIALS_KEPT);
  return { ...text, partials };
}

function linesWith(lines: readonly WatchLine[], entry: AudienceEntry, isKnown: boolean): readonly WatchLine[] {
  if ('gone' in entry) return lines.filter(({ key }) => key !== entry.key);
  return isKnown ? lines.map((line) => (line.key === entry.key ? entry : line)) : [...lines, entry];
}

function missingBefore({ id }: AudienceEntry): WatchLine {
  return { id, key: `before ${id}`, missing: true };
}
