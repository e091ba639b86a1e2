import { tokenize } from '../../protocol/text-units.ts';
import { recordedParts, recordedTime, type Recording, type Span } from './recording-clock.ts';
import { spokenTimes } from './subtitles/spoken-times.ts';
import type { TranscriptCue } from './transcript-format.ts';

/**
 * A caption as a recording holds it, on the clock of the recording. Of one that was said partly before it began, or while
 * it was paused, the words that were said meanwhile are left out. Undefined where nothing is left.
 */
export function recordedCaption(recording: Pick<Recording, 'spans'>, cue: TranscriptCue): TranscriptCue | undefined {
  const parts = recordedParts(recording, cue);
  const [first] = parts;
  const last = parts.at(-1);
  if (!first || !last) return undefined;
  const times = {
    startMs: Math.round(recordedTime(recording, first.startMs)),
    endMs: Math.round(recordedTime(recording, last.endMs)),
  };
  if (parts.length === 1 && first.startMs === cue.startMs && first.endMs === cue.endMs) return { ...cue, ...times };
  const cut = (text: string, language: string): string => textWithin(text, { language, parts, cue });
  const text = cut(cue.text, cue.language);
  const translations: Record<string, string> = {};
  for (const [language, translation] of Object.entries(cue.translations)) {
    translations[language] = cut(translation, language);
  }
  const isEmpty = text === '' && Object.values(translations).every((translation) => translation === '');
  return isEmpty ? undefined : { ...cue, ...times, text, translations };
}

/** The words of a text that were said within some parts of its time. A translation is as far as the speech. */
function textWithin(
  text: string,
  { language, parts, cue }: { readonly language: string; readonly parts: readonly Span[]; readonly cue: TranscriptCue },
): string {
  const times = spokenTimes(cue);
  const tokens = tokenize(text, language, Number.POSITIVE_INFINITY);
  const runs: { start: number; end: number }[] = [];
  let isInside = false;
  for (const { start, end } of tokens) {
    const middle = (start + end) / 2 / text.length;
    const atMs = times.startOf(middle);
    const wasInside = isInside;
    isInside = parts.some(({ startMs, endMs }) => atMs >= startMs && atMs < endMs);
    if (!isInside) continue;
    const run = runs.at(-1);
    if (run && wasInside) run.end = end;
    else runs.push({ start, end });
  }
  return runs.map(({ start, end }) => text.slice(start, end)).join(' ');
}
