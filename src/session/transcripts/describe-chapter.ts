import type { MarkedChapter } from '../../engine/obs/chapter-call.ts';
import type { ChapterOutcome } from '../../engine/obs/record-chapter.ts';
import type { ControlAnswer } from '../../protocol/control-contract.ts';

/** Why the recording of OBS has no chapter, as a sentence, and what to do. */
const WHY_NOT: Readonly<Record<Exclude<ChapterOutcome, 'marked'>, readonly [why: string, whatToDo: string]>> = {
  'not-recording': ['OBS does not record.', 'Start the recording first.'],
  'old-obs': [
    'This OBS has no chapters in recordings.',
    'Use OBS 30.2 or newer, with the recording format Hybrid MP4.',
  ],
  'no-chapters': [
    'The format of the recording has no chapters.',
    'Choose Hybrid MP4 as the recording format in the output settings of OBS.',
  ],
  failed: ['OBS did not mark it in the recording.', 'A notice of Overlingo tells why.'],
};

/** Where a chapter was marked, in a sentence, and why not elsewhere. @param called what the sentence calls it. */
export function describeChapter(
  called: string,
  { transcript, recording }: Pick<MarkedChapter, 'transcript' | 'recording'>,
): { readonly isMarked: boolean; readonly message: string; readonly hint?: string } {
  const places = [...(transcript ? ['the transcript'] : []), ...(recording === 'marked' ? ['the recording'] : [])];
  const missing = recording === undefined || recording === 'marked' ? undefined : WHY_NOT[recording];
  if (places.length > 0) {
    const message = `${called} is marked in ${places.join(' and in ')}.`;
    return { isMarked: true, message, ...(missing ? { hint: missing.join(' ') } : {}) };
  }
  const [why, whatToDo] = missing ?? ['OBS is not connected.', 'Connect to it with --obs.'];
  const hint = `${whatToDo} With --transcripts, Overlingo keeps chapters by itself; with --follow, while the stream or recording runs.`;
  return { isMarked: false, message: `${called} is marked nowhere: no transcript is kept now. ${why}`, hint };
}

/** The same, for who asked for it at the controls. */
export function chapterAnswer(marked: MarkedChapter): ControlAnswer {
  const { isMarked, message, hint } = describeChapter(marked.name, marked);
  if (isMarked) return { ok: true, message };
  return { ok: false, code: 'usage', message: hint === undefined ? message : `${message} ${hint}` };
}
