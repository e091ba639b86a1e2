import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../pipeline/clock.ts';
import type { ObsConnection } from './obs-connection.ts';
import { CHAPTER_OUTCOMES, type ChapterOutcome } from './record-chapter.ts';

// How `overlingo obs chapter` meets the run: both are connected to OBS, which passes events on to all who are.

/** An Overlingo that runs answers within milliseconds, but for OBS, which it asks meanwhile. */
const ANSWER_LIMIT_MS = 3000;

/** Whoever knows the password of OBS may call: what is longer than any name is none of ours. */
const LONGEST = 1000;

const call = z.object({
  overlingo: z.literal('chapter'),
  id: z.string().max(LONGEST),
  name: z.string().max(LONGEST).optional(),
});

const answer = z.object({
  overlingo: z.literal('chapter-marked'),
  id: z.string(),
  name: z.string(),
  transcript: z.boolean(),
  recording: z.enum(CHAPTER_OUTCOMES).exactOptional(),
});

/** Where a chapter was marked. */
export interface MarkedChapter {
  /** The name that it has now. */
  readonly name: string;
  /** Whether a transcript has it. */
  readonly transcript: boolean;
  /** What came of it for the recording of OBS; absent where OBS was not asked. */
  readonly recording?: ChapterOutcome;
}

type Line = Pick<ObsConnection, 'call' | 'on'>;

/** Marks a chapter for everybody who calls for one, and answers. @param mark never rejects. */
export function answerChapterCalls(
  connection: Line,
  mark: (name: string | undefined) => Promise<MarkedChapter>,
  onFault: (error: unknown) => void,
): void {
  hear(connection, call, ({ id, name }) => {
    mark(name)
      .then((done) => send(connection, { overlingo: 'chapter-marked', id, ...done }))
      .catch(onFault);
  });
}

/** Asks an Overlingo that runs to mark a chapter. Undefined where none answers. */
export async function callForChapter(
  connection: Line,
  name: string | undefined,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<MarkedChapter | undefined> {
  const id = randomUUID();
  const done = new AbortController();
  let heard: MarkedChapter | undefined;
  hear(connection, answer, ({ id: of, name: given, transcript, recording }) => {
    if (of !== id) return;
    heard = { name: given, transcript, ...(recording === undefined ? {} : { recording }) };
    done.abort();
  });
  await send(connection, { overlingo: 'chapter', id, ...(name === undefined ? {} : { name }) });
  await clock.sleep(ANSWER_LIMIT_MS, AbortSignal.any([signal, done.signal]));
  return heard;
}

async function send({ call: request }: Line, eventData: Record<string, string | boolean>): Promise<void> {
  await request('BroadcastCustomEvent', { eventData });
}

/** The types of the package say that the data has a field for the data; OBS sends it as it is. */
function hear<Schema extends z.ZodType>({ on }: Line, schema: Schema, onEvent: (event: z.infer<Schema>) => void): void {
  on('CustomEvent', (event: unknown) => {
    const parsed = schema.safeParse(event);
    if (parsed.success) onEvent(parsed.data);
  });
}
