/** Grows with every change that an older page would misunderstand. */
export const AUDIENCE_PROTOCOL_VERSION = 1;

/** The socket.io namespace of the pages of viewers. */
export const AUDIENCE_NAMESPACE = '/audience';

/** Where viewers read captions. */
export const AUDIENCE_PATH = '/watch';

/** Where pages of this PC find the code that leads a phone there. */
export const AUDIENCE_CODE_PATH = '/watch-code';

/** The track of what was said, beside those of the target languages, which are called by their tags. */
export const SOURCE_TRACK = 'source';

/** How many of the newest lines of a track a viewer can scroll back through. */
export const HISTORY_LINES = 500;

/**
 * Names an entry, such as `1764267977000-42`: when the run began, in milliseconds since 1970, and how many entries it has
 * published until then. So it only grows, also over runs, and a viewer says by it what it has.
 */
export type EntryId = string;

/** A final text of one track. One with a known key takes the place of the line that has it. */
export interface AudienceLine {
  readonly id: EntryId;
  /** The utterance, in any run. */
  readonly key: string;
  readonly text: string;
  /** BCP-47 tag of the text. */
  readonly language: string;
  readonly speaker?: string;
}

/** A line was taken back. */
export interface AudienceGone {
  readonly id: EntryId;
  readonly key: string;
  readonly gone: true;
}

export type AudienceEntry = AudienceLine | AudienceGone;

/** A text that may still change. Empty where there will be none. */
export type AudiencePartial = Omit<AudienceLine, 'id'>;

/** What viewers can choose, and whether there is anything to see. */
export interface AudienceAbout {
  readonly protocol: number;
  /** `source`, then the target languages, in the order of the configuration. */
  readonly tracks: readonly string[];
  /** True where the streamer has hidden the captions. */
  readonly hidden: boolean;
  /** False where the streamer's Overlingo has ended, or cannot be reached from here. */
  readonly live: boolean;
}

/** What a viewer has missed of the track that it chose. */
export interface AudienceCatchUp {
  /** The track that it gets from now on: the wanted one, or that of what was said where there is none of that name. */
  readonly track: string;
  readonly entries: readonly AudienceEntry[];
  /** False where more was missed than is kept. */
  readonly complete: boolean;
  /** True where what the viewer has is of another run, with another clock: it begins anew. */
  readonly reset: boolean;
}

/** Messages to a viewer. `about` comes first on every connection, the others once it has chosen. */
export interface EngineToAudience {
  about: (about: AudienceAbout) => void;
  entry: (entry: AudienceEntry) => void;
  partial: (partial: AudiencePartial) => void;
}

/** Messages from a viewer. */
export interface AudienceToEngine {
  /** The track that is read from now on, and the newest entry of it that is known; empty where none is. */
  choose: (track: string, since: EntryId, answer: (catchUp: AudienceCatchUp) => void) => void;
}

const ENTRY_ID = /^(\d{1,15})-(\d{1,15})$/;

/** True for text that names an entry. */
export function isEntryId(text: string): boolean {
  return ENTRY_ID.test(text);
}

/** Below 0 where the first one is older, above 0 where it is newer. Both must be ids. */
export function compareEntryIds(one: EntryId, other: EntryId): number {
  const [first, second] = [partsOf(one), partsOf(other)];
  return first.run - second.run || first.number - second.number;
}

/** True where the first one is of a run that began later. */
export function isOfLaterRun(one: EntryId, other: EntryId): boolean {
  return partsOf(one).run > partsOf(other).run;
}

/** How many entries its run had published with this one. */
export function entryNumber(id: EntryId): number {
  return partsOf(id).number;
}

function partsOf(id: EntryId): { readonly run: number; readonly number: number } {
  const [, run, number] = ENTRY_ID.exec(id) ?? [];
  return { run: Number(run), number: Number(number) };
}
