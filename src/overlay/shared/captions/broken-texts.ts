import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { isUnspaced } from '../../../protocol/language/writing.ts';
import type { PacedLine } from '../../../protocol/pacing/paced-line.ts';
import type { PacedPlace } from '../../../protocol/pacing/paced-place.ts';
import { tokenize } from '../../../protocol/text-units.ts';
import { breakLines, type Line } from './cue-layout.ts';
import type { ShownText } from './cue-text.ts';

/** The text of one utterance. */
export interface UtteranceText {
  readonly utteranceId: UtteranceId;
  readonly sourceId: string;
  readonly shown: ShownText;
}

/** A line of an utterance, ready to be paced and drawn. */
export interface BrokenLine extends PacedLine {
  /** The text of which it is a part. */
  readonly shown: ShownText;
  readonly line: Line;
  /** Its number within its text. */
  readonly index: number;
  readonly utterances: readonly UtteranceId[];
}

/** The last word of one text, and the text that goes on behind it on the same line. */
interface RunOn {
  readonly key: string;
  readonly word: string;
  readonly from: UtteranceId;
}

interface TextBreakerOptions {
  /** Whether a text may go on behind a word that would stand alone. */
  readonly runsOn: boolean;
}

/** Breaks all texts of a place into lines. It remembers which texts went on behind others. */
export interface TextBreaker {
  /** @param place what it has shown, so that words keep their line. */
  breakTexts(texts: readonly UtteranceText[], place: PacedPlace, maxUnits: number): readonly BrokenLine[];
  forget(): void;
}

/** A breaker for one place. */
export function createTextBreaker({ runsOn }: TextBreakerOptions): TextBreaker {
  let known: ReadonlyMap<UtteranceId, RunOn | undefined> = new Map();

  function breakTexts(texts: readonly UtteranceText[], place: PacedPlace, maxUnits: number): readonly BrokenLine[] {
    const runOns = new Map<UtteranceId, RunOn | undefined>();
    const shownLines = new Map([...place.passed, ...place.standing.map((line) => [line.key, line] as const)]);
    const lines: BrokenLine[] = [];
    for (const [index, text] of texts.entries()) {
      const { utteranceId } = text;
      const before = texts[index - 1];
      const last = lines.at(-1);
      const runOn = known.has(utteranceId)
        ? known.get(utteranceId)
        : runsOn && before && last && mayRunOn(before, text) && isLonely(last, maxUnits) && !place.passed.has(last.key)
          ? { key: last.key, word: last.text, from: before.utteranceId }
          : undefined;
      runOns.set(utteranceId, runOn);
      if (runOn && last?.key === runOn.key) lines.pop();
      lines.push(...linesOf(text, runOn, shownLines, maxUnits));
    }
    known = runOns;
    return lines;
  }

  return { breakTexts, forget: () => void (known = new Map()) };
}

function linesOf(
  { utteranceId, shown: own }: UtteranceText,
  runOn: RunOn | undefined,
  shownLines: ReadonlyMap<string, { readonly text: string }>,
  maxUnits: number,
): BrokenLine[] {
  const shown = runOn ? behind(runOn.word, own) : own;
  const keyOf = (index: number): string => (runOn && index === 0 ? runOn.key : `${utteranceId} ${index}`);
  const before: string[] = [];
  for (let line; (line = shownLines.get(keyOf(before.length)));) before.push(line.text);
  const { text, language, final } = shown;
  return breakLines(text, { maxUnits, language, shown: before, grows: !final }).map((line, index) => ({
    key: keyOf(index),
    sentence: utteranceId,
    text: line.text,
    final,
    shown,
    line,
    index,
    utterances: runOn && index === 0 ? [runOn.from, utteranceId] : [utteranceId],
  }));
}

/** True where nothing but the words tells the two texts apart. */
function mayRunOn(one: UtteranceText, other: UtteranceText): boolean {
  const { language, label, untranslated } = other.shown;
  return (
    one.sourceId === other.sourceId &&
    one.shown.language === language &&
    one.shown.final &&
    label === undefined &&
    !one.shown.untranslated &&
    !untranslated
  );
}

/** True for a last line of several that has one word only. */
function isLonely({ index, text, shown }: BrokenLine, maxUnits: number): boolean {
  return index > 0 && tokenize(text, shown.language, maxUnits).length === 1;
}

function behind(word: string, shown: ShownText): ShownText {
  const start = isUnspaced(shown.language) ? word : `${word} `;
  return { ...shown, text: start + shown.text, stableLength: start.length + shown.stableLength };
}
