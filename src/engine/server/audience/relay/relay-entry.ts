import { z } from 'zod';
import { isEntryId, type AudienceAbout } from '../../../../protocol/audience-contract.ts';
import { cleanLine } from '../../../../protocol/clean-text.ts';
import type { PublishedEntry } from '../audience-sink.ts';

const line = z.string().max(20_000).transform(cleanLine);
const tag = z.string().min(1).max(100);
const key = z.string().min(1).max(60);

const aboutSchema = z.object({
  protocol: z.number(),
  tracks: z.array(tag).min(1).max(100),
  hidden: z.boolean(),
  live: z.boolean(),
});

const entrySchema = z.union([
  z.object({ key, gone: z.literal(true) }),
  z.object({ track: tag, key, text: line, language: tag, speaker: line.optional() }),
]);

/** An entry as it stands in the stream, without its id. */
export function writeEntry({ track, entry }: PublishedEntry): string {
  return JSON.stringify({ track, ...entry, id: undefined });
}

/** The entry in a text of the stream; undefined where it is none, as from another version. */
export function readEntry(id: string, text: string): PublishedEntry | undefined {
  const parsed = entrySchema.safeParse(parsedJson(text)).data;
  if (parsed === undefined || !isEntryId(id)) return undefined;
  if ('gone' in parsed) return { entry: { id, ...parsed } };
  const { track, speaker, ...entry } = parsed;
  const named = speaker === undefined ? {} : { speaker };
  return { track, entry: { id, ...entry, ...named } };
}

/** What viewers can choose, in a text of Redis; undefined where it is none. */
export function readAbout(text: string | null): AudienceAbout | undefined {
  return text === null ? undefined : aboutSchema.safeParse(parsedJson(text)).data;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
