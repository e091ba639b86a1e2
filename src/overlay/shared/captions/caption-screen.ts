import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { textDirection } from '../../../protocol/language/writing.ts';
import type { StandingLine } from '../../../protocol/pacing/paced-line.ts';
import type { PacedPlace } from '../../../protocol/pacing/paced-place.ts';
import type { BrokenLine } from './broken-texts.ts';

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
  /** How often a line has pushed another one away. */
  readonly rolls: number;
}

/** A place that shows nothing. */
export const EMPTY_BLOCK: ScreenBlock = { lines: [], utterances: [], rolls: 0 };

/** What is drawn of a place. */
export function drawBlock({ standing, rolls }: PacedPlace, broken: readonly BrokenLine[]): ScreenBlock {
  const byKey = new Map(broken.map((line) => [line.key, line]));
  const drawn = standing.flatMap((line) => {
    const own = byKey.get(line.key);
    return own ? [{ own, line }] : [];
  });
  return {
    lines: drawn.map(({ own, line }) => screenLine(own, line)),
    utterances: [...new Set(drawn.flatMap(({ own }) => own.utterances))],
    rolls,
  };
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
