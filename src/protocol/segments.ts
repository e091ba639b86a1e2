/**
 * So much is given to `Intl.Segmenter` at once, in UTF-16 units: its time grows with the square of a text, to a second for
 * 30,000. Captions are shorter.
 */
const WINDOW = 512;

/** A piece of a text, such as a word or what counts as one character. */
export interface Segment {
  readonly index: number;
  readonly segment: string;
  readonly isWordLike?: boolean | undefined;
}

/** The pieces of a text, in time that grows with its length only. A piece that is longer than a caption may come in parts. */
export function* segmentsOf(segmenter: Intl.Segmenter, text: string): Generator<Segment, void> {
  for (let start = 0; start < text.length;) {
    const window = windowAt(text, start);
    const isLast = start + window.length >= text.length;
    const pieces = [...segmenter.segment(window)];
    // The last one may go on behind the window.
    const whole = isLast || pieces.length === 1 ? pieces : pieces.slice(0, -1);
    const first = start;
    for (const { index, segment, isWordLike } of whole) {
      yield { index: first + index, segment, isWordLike };
      start = first + index + segment.length;
    }
  }
}

/** Ends behind a whole character. */
function windowAt(text: string, start: number): string {
  const end = start + WINDOW;
  const last = text.charCodeAt(end - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(start, isHalf ? end + 1 : end);
}
