import { timeText } from './session-times.ts';

/** A caption as one line. @param startMs when it was said, in milliseconds of the session. */
export function captionLine(startMs: number, speaker: string | undefined, text: string): string {
  return `${timeText(startMs)}  ${speaker === undefined ? '' : `${speaker}: `}${text}`;
}
