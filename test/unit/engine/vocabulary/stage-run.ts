import type { Stage } from '../../../../src/engine/pipeline/stage.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

/** What a stage makes of events. */
export async function run(
  stage: Stage<CaptionEvent, CaptionEvent>,
  events: readonly CaptionEvent[],
): Promise<CaptionEvent[]> {
  const context = { signal: new AbortController().signal, clock: new ManualClock(), log: silentLog };
  const output: CaptionEvent[] = [];
  for await (const event of stage(iterate(events), context)) output.push(event);
  return output;
}

async function* iterate(events: readonly CaptionEvent[]): AsyncGenerator<CaptionEvent, void, undefined> {
  await Promise.resolve();
  yield* events;
}

/** What an event shows: `stable|unstable` of a partial. */
export function shown(event: CaptionEvent): string {
  switch (event.type) {
    case 'transcript-partial':
      return `${event.stableText}|${event.unstableText}`;
    case 'transcript-final':
    case 'translation-partial':
    case 'translation-final':
      return event.text;
    case 'utterance-discard':
      return event.reason;
  }
}
