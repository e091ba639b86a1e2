import { jsonText } from '../json-text.ts';
import { plainLines, srtLines, vttLines } from './subtitle-text.ts';

/** Formats in which a transcript can be written. */
export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'jsonl'] as const;

export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** One caption of a transcript. Times are media time. */
export interface TranscriptCue {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker?: string;
  /** BCP-47 tag of the spoken language. */
  readonly language: string;
  readonly text: string;
  /** By BCP-47 tag of the target language. */
  readonly translations: Readonly<Record<string, string>>;
}

/** Media time in milliseconds. */
type Span = Pick<TranscriptCue, 'startMs' | 'endMs'>;

/** What stands before the first cue. */
export function transcriptHeader(format: TranscriptFormat): string {
  return format === 'vtt' ? 'WEBVTT\n\n' : '';
}

/**
 * One cue as text, with its line end.
 * @param cue is written as it is by `jsonl`; the others take its times only.
 * @param number counts from 1.
 * @param lines what is shown of the cue.
 */
export function formatCue(format: TranscriptFormat, cue: Span, number: number, lines: readonly string[]): string {
  switch (format) {
    case 'txt':
      return `${plainLines(lines)}\n`;
    case 'srt':
      return `${number}\n${span(cue, ',')}\n${srtLines(lines)}\n\n`;
    case 'vtt':
      return `${number}\n${span(cue, '.')}\n${vttLines(lines)}\n\n`;
    case 'jsonl':
      return `${jsonText(cue)}\n`;
  }
}

function span({ startMs, endMs }: Span, point: string): string {
  return `${timestamp(startMs, point)} --> ${timestamp(endMs, point)}`;
}

/** `00:01:02,345`, with the point that the format wants. */
function timestamp(ms: number, point: string): string {
  const whole = Math.max(0, Math.round(ms));
  const part = (value: number, width: number): string => String(value).padStart(width, '0');
  const seconds = Math.floor(whole / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((value) =>
    part(value, 2),
  );
  return `${clock.join(':')}${point}${part(whole % 1000, 3)}`;
}
