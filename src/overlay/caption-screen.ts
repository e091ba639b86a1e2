import type { UtteranceId } from '../protocol/caption-event.ts';
import { textDirection } from '../protocol/language.ts';
import type { PacedLine, StandingLine } from '../protocol/pacing/paced-line.ts';
import type { PacedPlace } from '../protocol/pacing/paced-place.ts';
import { breakLines, type Line } from './cue-layout.ts';
import type { ShownText } from './cue-text.ts';

/** One line as it is drawn. */
export interface ScreenLine {
  /** The same as long as the line is the same one, so that its element stays. */
  readonly key: string;
  /** The name of the speaker, on the first line of a text that has one. */
  readonly label?: string;
  readonly stableText: string;
  readonly unstableText: string;
  /** BCP-47 tag. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly final: boolean;
  readonly untranslated: boolean;
  /** True for the first line of its text. */
  readonly isFirst: boolean;
  /** True where text before it was left out, since nobody could have read it. */
  readonly afterGap: boolean;
}

/** What one place of the screen shows at one moment. */
export interface ScreenBlock {
  /** At most as many as asked for, the newest last. */
  readonly lines: readonly ScreenLine[];
  /** The utterances that have text in `lines`. */
  readonly utterances: readonly UtteranceId[];
}

/** A place that shows nothing. */
export const EMPTY_BLOCK: ScreenBlock = { lines: [], utterances: [] };

/** The text of one utterance. */
export interface UtteranceText {
  readonly utteranceId: UtteranceId;
  readonly shown: ShownText;
}

/** A line of an utterance, ready to be paced and drawn. */
export interface BrokenLine extends PacedLine, UtteranceText {
  readonly line: Line;
  /** Its number within its text. */
  readonly index: number;
}

/**
 * The lines of all texts of a place.
 * @param place what it has shown, so that words keep their line.
 */
export function breakTexts(
  texts: readonly UtteranceText[],
  place: PacedPlace,
  maxUnits: number,
): readonly BrokenLine[] {
  const shownLines = new Map([...place.passed, ...place.standing.map((line) => [line.key, line] as const)]);
  return texts.flatMap(({ utteranceId, shown }) => {
    const before: string[] = [];
    for (let line; (line = shownLines.get(keyOf(utteranceId, before.length)));) before.push(line.text);
    const { text, language, final } = shown;
    return breakLines(text, { maxUnits, language, shown: before, grows: !final }).map((line, index) => {
      const key = keyOf(utteranceId, index);
      return { key, sentence: utteranceId, text: line.text, final, utteranceId, shown, line, index };
    });
  });
}

/** What is drawn of a place. */
export function drawBlock({ standing }: PacedPlace, broken: readonly BrokenLine[]): ScreenBlock {
  const byKey = new Map(broken.map((line) => [line.key, line]));
  const drawn = standing.flatMap((line) => {
    const own = byKey.get(line.key);
    return own ? [{ own, line }] : [];
  });
  return {
    lines: drawn.map(({ own, line }) => screenLine(own, line)),
    utterances: [...new Set(drawn.map(({ own }) => own.utteranceId))],
  };
}

function keyOf(utteranceId: UtteranceId, index: number): string {
  return `${utteranceId} ${index}`;
}

function screenLine({ shown, line: { text, start }, index }: BrokenLine, { key, afterGap }: StandingLine): ScreenLine {
  const stable = Math.min(text.length, Math.max(0, shown.stableLength - start));
  const label = index === 0 && shown.label !== undefined && text.startsWith(shown.label) ? shown.label : '';
  return {
    key,
    ...(label === '' ? {} : { label }),
    stableText: text.slice(label.length, stable),
    unstableText: text.slice(stable),
    language: shown.language,
    direction: textDirection(shown.language),
    final: shown.final,
    untranslated: shown.untranslated,
    isFirst: index === 0,
    afterGap,
  };
}
