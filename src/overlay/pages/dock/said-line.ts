import type { CaptionEvent, UtteranceId } from '../../../protocol/caption-event.ts';
import type { Cue } from '../../../protocol/cue.ts';
import { applyCaptionEvent } from '../../../protocol/cue.ts';

/** As many as somebody looks back on. */
const MOST_LINES = 20;

/** The newest captions after one more event, oldest first. */
export function withEvent(lines: readonly Cue[], event: CaptionEvent): readonly Cue[] {
  return applyCaptionEvent(lines, event).slice(-MOST_LINES);
}

/** The same without one that was called wrong. */
export function withoutLine(lines: readonly Cue[], id: UtteranceId): readonly Cue[] {
  return lines.filter(({ utteranceId }) => utteranceId !== id);
}
