import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import type { Stage } from '../../pipeline/stage.ts';
import { OpenTranscripts } from '../rewriting/open-transcripts.ts';
import type { Glossary } from './glossary.ts';

/**
 * Puts the terms of the glossary right in transcripts, before they are translated. Every event comes out once, in order.
 * @param source its `current` glossary is looked up for each event.
 */
export function correctionStage(source: { readonly current: Glossary }): Stage<CaptionEvent, CaptionEvent> {
  return async function* (input) {
    const transcripts = new OpenTranscripts();
    for await (const event of input) yield corrected(event, transcripts, source.current);
  };
}

function corrected(event: CaptionEvent, transcripts: OpenTranscripts, glossary: Glossary): CaptionEvent {
  switch (event.type) {
    case 'transcript-partial':
      return transcripts.partial(event, glossary.corrections(event.language));
    case 'transcript-final':
      return transcripts.final(event, glossary.corrections(event.language));
    case 'utterance-discard':
      transcripts.forget(event.utteranceId);
      return event;
    case 'translation-partial':
    case 'translation-final':
      return event;
  }
}
