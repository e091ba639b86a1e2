import { transcriptHeader, type TranscriptCue, type TranscriptFormat } from '../transcript-format.ts';
import { transcriptWriter } from '../transcript-writer.ts';
import { InTurn } from './in-turn.ts';

/** A transcript as the text of a file. */
export interface RenderedTranscript {
  readonly text: string;
  /** How many captions, or subtitles, it holds. */
  readonly count: number;
}

/** @param captions in the order in which they were said. @param shown `SPOKEN`, or the tag of a translation. */
export function renderTranscript(
  captions: readonly TranscriptCue[],
  format: TranscriptFormat,
  shown: string,
): RenderedTranscript {
  const writer = transcriptWriter(format, [shown]);
  const turn = new InTurn();
  const pieces = captions.map((cue) => writer.add({ cue: format === 'jsonl' ? cue : turn.place(cue) }));
  const text = [transcriptHeader(format), ...pieces, writer.end()].join('');
  return { text, count: writer.count };
}
