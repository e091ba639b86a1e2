import {
  compareEntryIds,
  entryNumber,
  isOfLaterRun,
  HISTORY_LINES,
  type AudienceCatchUp,
  type AudienceEntry,
  type EntryId,
} from '../../../protocol/audience-contract.ts';
import type { PublishedEntry } from './audience-sink.ts';

/** The newest entries of each track, for viewers who come, or come back. */
export class AudienceHistory {
  readonly #most: number;
  readonly #tracks = new Map<string, AudienceEntry[]>();
  /** By track, the newest entry that was forgotten. */
  readonly #forgotten = new Map<string, EntryId>();
  /** What came before this one was never seen here. */
  #first: EntryId | undefined;
  #newest: EntryId | undefined;

  /** @param most how many entries of a track are kept. */
  constructor(most = HISTORY_LINES) {
    this.#most = most;
  }

  /** The newest entry of all tracks. */
  get newest(): EntryId | undefined {
    return this.#newest;
  }

  /** Entries must come in the order of their ids. One that is known already changes nothing: then this gives back false. */
  add({ track, entry }: PublishedEntry): boolean {
    if (this.#newest !== undefined && compareEntryIds(entry.id, this.#newest) <= 0) return false;
    this.#first ??= entry.id;
    this.#newest = entry.id;
    if (track === undefined) for (const known of this.#tracks.keys()) this.#append(known, entry);
    else this.#append(track, entry);
    return true;
  }

  /** What came after `since`, or everything that is kept where that is empty. */
  after(track: string, since: EntryId): Pick<AudienceCatchUp, 'entries' | 'complete' | 'reset'> {
    const kept = this.#tracks.get(track) ?? [];
    if (since === '') return { entries: kept, complete: true, reset: false };
    // Another relay may have been a moment ahead of this one in the same run.
    if (this.#newest !== undefined && isOfLaterRun(since, this.#newest))
      return { entries: kept, complete: true, reset: true };
    const entries = kept.filter(({ id }) => compareEntryIds(id, since) > 0);
    return { entries, complete: !this.#misses(track, since), reset: false };
  }

  #append(track: string, entry: AudienceEntry): void {
    const kept = (this.#tracks.get(track) ?? []).filter(({ key }) => key !== entry.key);
    kept.push(entry);
    const old = kept.length > this.#most ? kept.shift() : undefined;
    if (old) this.#forgotten.set(track, old.id);
    this.#tracks.set(track, kept);
  }

  #misses(track: string, since: EntryId): boolean {
    const forgotten = this.#forgotten.get(track);
    if (forgotten !== undefined && compareEntryIds(since, forgotten) < 0) return true;
    const isFromTheStart = this.#first === undefined || entryNumber(this.#first) === 1;
    return !isFromTheStart && compareEntryIds(since, this.#first ?? since) < 0;
  }
}
