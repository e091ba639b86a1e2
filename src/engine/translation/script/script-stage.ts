import type { CaptionEvent, TranscriptFinal, TranscriptPartial, UtteranceId } from '../../../protocol/caption-event.ts';
import type { Stage } from '../../pipeline/stage.ts';
import { loadScriptWriter, type ScriptWriter } from './script-writer.ts';

/** The stable text of an utterance as it was heard, and as it was given out. */
interface Shown {
  readonly heard: string;
  readonly written: string;
}

/**
 * Writes transcripts in the scripts of the languages that are known to be spoken: recognisers know one Chinese only. Every
 * event comes out once, in order, and stable text only grows. @param languages BCP-47 tags.
 */
export function scriptStage(languages: readonly string[]): Stage<CaptionEvent, CaptionEvent> {
  return async function* (input) {
    const writers = new Map<string, ScriptWriter>();
    for (const language of languages) {
      const writer = await loadScriptWriter(language);
      if (writer) writers.set(language, writer);
    }
    if (writers.size === 0) {
      yield* input;
      return;
    }
    const shown = new Map<UtteranceId, Shown>();
    for await (const event of input) yield written(event, writers, shown);
  };
}

function written(
  event: CaptionEvent,
  writers: ReadonlyMap<string, ScriptWriter>,
  shown: Map<UtteranceId, Shown>,
): CaptionEvent {
  switch (event.type) {
    case 'transcript-partial': {
      const writer = writers.get(event.language);
      return writer ? partial(event, writer, shown) : event;
    }
    case 'transcript-final': {
      const writer = writers.get(event.language);
      const before = shown.get(event.utteranceId);
      shown.delete(event.utteranceId);
      return writer ? final(event, writer, before) : event;
    }
    case 'utterance-discard':
      shown.delete(event.utteranceId);
      return event;
    case 'translation-partial':
    case 'translation-final':
      return event;
  }
}

function partial(event: TranscriptPartial, writer: ScriptWriter, shown: Map<UtteranceId, Shown>): TranscriptPartial {
  const { utteranceId, stableText, unstableText } = event;
  const stable = continued(stableText, writer, shown.get(utteranceId));
  shown.set(utteranceId, { heard: stableText, written: stable });
  const whole = continued(stableText + unstableText, writer, { heard: stableText, written: stable });
  return { ...event, stableText: stable, unstableText: whole.slice(stable.length) };
}

function final(event: TranscriptFinal, writer: ScriptWriter, before: Shown | undefined): TranscriptFinal {
  return { ...event, text: continued(event.text, writer, before) };
}

/** What follows may tell that a character before is written otherwise; what was shown stays all the same. */
function continued(text: string, writer: ScriptWriter, before: Shown | undefined): string {
  const all = writer(text);
  if (!before || !text.startsWith(before.heard) || all.startsWith(before.written)) return all;
  return before.written + writer(text.slice(before.heard.length));
}
