import { jsonText } from '../json-text.ts';
import { clockText, padded } from './clock-text.ts';
import { assLines, plainLines, srtLines, vttLines } from './subtitle-text.ts';

/** Formats in which a transcript can be written. */
export const TRANSCRIPT_FORMATS = ['txt', 'srt', 'vtt', 'ass', 'jsonl'] as const;

export type TranscriptFormat = (typeof TRANSCRIPT_FORMATS)[number];

/** True where captions become subtitles, with lines and times of their own. */
export function isSubtitleFormat(format: TranscriptFormat): boolean {
  return format === 'srt' || format === 'vtt' || format === 'ass';
}

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
  switch (format) {
    case 'vtt':
      return 'WEBVTT\n\n';
    case 'ass':
      return ASS_HEADER;
    case 'txt':
    case 'srt':
    case 'jsonl':
      return '';
  }
}

/** Sizes count on a picture of 1080 lines: 42 characters of this font fit beside each other with room to spare. */
const ASS_HEADER = `[Script Info]
ScriptType: v4.00+
PlayResX: 1920
PlayResY: 1080
WrapStyle: 0
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Arial,60,&H00FFFFFF,&H00FFFFFF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,60,60,50,1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
`;

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
    case 'ass':
      return `Dialogue: 0,${assTime(cue.startMs)},${assTime(cue.endMs)},Default,,0,0,0,,${assLines(lines)}\n`;
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
  return `${clockText(Math.floor(whole / 1000), 2)}${point}${padded(whole % 1000, 3)}`;
}

/** `0:01:02.35`: Advanced SubStation counts hundredths. */
function assTime(ms: number): string {
  const whole = Math.max(0, Math.round(ms / 10));
  return `${clockText(Math.floor(whole / 100))}.${padded(whole % 100, 2)}`;
}
