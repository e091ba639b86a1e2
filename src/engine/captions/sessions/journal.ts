import { z } from 'zod';
import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { jsonText } from '../../json-text.ts';
import type { Chapter } from '../chapter.ts';
import type { RecordingEvent } from '../recording-clock.ts';
import type { SaidFinal, TranslatedFinal } from '../transcript-builder.ts';
import { TRANSCRIPT_FORMATS } from '../transcript-format.ts';

/** The file of a session that all others are made of, and can be made of again. It only ever grows. */
export const JOURNAL = 'journal.jsonl';

/** Of the form that is described here. Newer ones may have more types and fields. */
const VERSION = 1;

/** Names of files are made of it: nothing but a tag may stand there, whoever wrote the file. */
const tag = z.string().regex(/^[a-z\d]{1,20}(?:-[a-z\d]{1,20}){0,10}$/iu);

/** No session is longer, nor does a recording begin so long before it, in milliseconds: some thirty years. */
const MOST_MS = 1e12;
const timeMs = z.number().min(-MOST_MS).max(MOST_MS);

const header = z.object({
  type: z.literal('session'),
  version: z.literal(VERSION),
  /** ISO 8601: all times of the other lines count from here, in milliseconds. */
  startedAt: z.iso.datetime(),
  /** BCP-47 tag of what is spoken; absent where it has to be heard, or several languages are. */
  spoken: tag.optional(),
  targets: z.array(tag).readonly(),
  formats: z.array(z.enum(TRANSCRIPT_FORMATS)).readonly(),
  /** The process that writes it. */
  pid: z.number(),
  host: z.string(),
});

const utteranceId = z.string().transform((id) => id as UtteranceId);

const record = z.union([
  z.object({
    type: z.literal('transcript-final'),
    utteranceId,
    startMs: timeMs,
    endMs: timeMs,
    speaker: z.string().exactOptional(),
    language: z.string(),
    text: z.string(),
  }),
  z.object({ type: z.literal('translation-final'), utteranceId, language: z.string(), text: z.string() }),
  z.object({ type: z.literal('recording'), event: z.enum(['started', 'split']), atMs: timeMs, name: z.string() }),
  z.object({ type: z.literal('recording'), event: z.enum(['paused', 'resumed', 'stopped']), atMs: timeMs }),
  z.object({ type: z.literal('chapter'), atMs: timeMs, name: z.string() }),
  z.object({ type: z.literal('session-end'), atMs: timeMs }),
]);

/** What says that a line is none of those above, but of a newer program. */
const ofOtherType = z.object({
  type: z.string().refine((type) => !record.options.some(({ shape }) => shape.type.value === type)),
});

/** The first line. */
export type JournalHeader = Omit<z.infer<typeof header>, 'type' | 'version'>;

/** What a recorder told. */
export type RecordingRecord =
  | { readonly type: 'recording'; readonly event: 'started' | 'split'; readonly atMs: number; readonly name: string }
  | { readonly type: 'recording'; readonly event: 'paused' | 'resumed' | 'stopped'; readonly atMs: number };

/** A line behind it, in the order in which things became known. */
export type JournalRecord =
  | SaidFinal
  | TranslatedFinal
  | RecordingRecord
  | ({ readonly type: 'chapter' } & Chapter)
  | { readonly type: 'session-end'; readonly atMs: number };

/** A journal as it was found. */
export interface Journal {
  readonly header: JournalHeader;
  readonly records: readonly JournalRecord[];
  /** How many lines make no sense, such as half a line at the end after a power cut. */
  readonly damaged: number;
}

/** A line of the journal, with its end. */
export function journalLine(entry: JournalRecord): string {
  return `${jsonText(entry)}\n`;
}

/** The first line of the journal. */
export function journalStart(facts: JournalHeader): string {
  return `${jsonText({ type: 'session', version: VERSION, ...facts })}\n`;
}

/** What a journal says; undefined where it is none, or of a version that is not known. */
export function parseJournal(text: string): Journal | undefined {
  const [first = '', ...lines] = text.split('\n');
  const head = header.safeParse(parsedLine(first));
  if (!head.success) return undefined;
  const { startedAt, spoken, targets, formats, pid, host } = head.data;
  const facts = { startedAt, ...(spoken === undefined ? {} : { spoken }), targets, formats, pid, host };
  const read = lines.filter((line) => line !== '').map(recordOf);
  const records = read.flatMap((one) => (one.kind === 'record' ? [one.record] : []));
  return { header: facts, records, damaged: read.filter(({ kind }) => kind === 'damaged').length };
}

/** Whether a newer program wrote a journal, in a form that is not known here. */
export function isNewerJournal(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  return z.object({ type: z.literal('session'), version: z.number().gt(VERSION) }).safeParse(parsedLine(first)).success;
}

/** What a recorder tells, as a line of the journal. @param zeroMs when the session began, on the clock of the event. */
export function recordingRecord(event: RecordingEvent, zeroMs: number): RecordingRecord {
  const atMs = Math.round(event.atMs - zeroMs);
  switch (event.type) {
    case 'started':
    case 'split':
      return { type: 'recording', event: event.type, atMs, name: event.name };
    case 'paused':
    case 'resumed':
    case 'stopped':
      return { type: 'recording', event: event.type, atMs };
  }
}

/** The same back again. */
export function recordingEvent(entry: RecordingRecord): RecordingEvent {
  return 'name' in entry
    ? { type: entry.event, atMs: entry.atMs, name: entry.name }
    : { type: entry.event, atMs: entry.atMs };
}

type ReadLine = { readonly kind: 'record'; readonly record: JournalRecord } | { readonly kind: 'unknown' | 'damaged' };

function recordOf(line: string): ReadLine {
  const value = parsedLine(line);
  const parsed = record.safeParse(value);
  if (parsed.success) return { kind: 'record', record: parsed.data as JournalRecord };
  return { kind: ofOtherType.safeParse(value).success ? 'unknown' : 'damaged' };
}

function parsedLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
