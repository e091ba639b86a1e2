import type { UtteranceId } from '../protocol/caption-event.ts';
import { textDirection } from '../protocol/language.ts';
import { breakLines, type Line } from './cue-layout.ts';
import { admittedTexts, livingTexts, rollInTimesMs, textChangesMs, type TimedText } from './cue-timing.ts';

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
}

/** What one place of the screen shows at one moment. */
export interface ScreenBlock {
  /** At most as many as asked for, the newest last. */
  readonly lines: readonly ScreenLine[];
  /** The utterances that have text in `lines`. */
  readonly utterances: readonly UtteranceId[];
  /** When it changes next by itself, in milliseconds of the page's clock. */
  readonly nextChangeAtMs: number | undefined;
}

interface BlockOptions {
  readonly lines: number;
  /** Width of a line in units. */
  readonly maxUnits: number;
  readonly holdMs: number;
}

/** Lays out the texts of one place of the screen. It remembers its line breaks, so that words keep their line. */
export interface BlockLayout {
  layOut(texts: readonly TimedText[], nowMs: number, options: BlockOptions): ScreenBlock;
}

/** A text in lines, with the time from which each of them may be shown. */
interface BrokenText {
  readonly lines: readonly Line[];
  readonly rollInMs: readonly number[];
}

/** A layout that has shown nothing yet. */
export function createBlockLayout(): BlockLayout {
  let shown: ReadonlyMap<UtteranceId, BrokenText> = new Map();
  let shownUnits = 0;

  function breakText(text: TimedText, { lines, maxUnits }: BlockOptions): BrokenText {
    const { utteranceId, shown: caption } = text;
    const known = shownUnits === maxUnits ? shown.get(utteranceId) : undefined;
    const broken = breakLines(caption.text, {
      maxUnits,
      language: caption.language,
      ...(known ? { shown: known.lines } : {}),
    });
    return { lines: broken, rollInMs: rollInTimesMs(text, broken.length, known?.rollInMs ?? [], lines) };
  }

  function layOut(texts: readonly TimedText[], nowMs: number, options: BlockOptions): ScreenBlock {
    const { lines, holdMs } = options;
    const living = livingTexts(texts, nowMs, holdMs);
    const broken = new Map(living.map((text) => [text.utteranceId, breakText(text, options)]));
    shown = broken;
    shownUnits = options.maxUnits;
    const linesOf = ({ utteranceId }: TimedText): readonly Line[] => broken.get(utteranceId)?.lines ?? [];
    const admitted = admittedTexts(living, nowMs, (text) => linesOf(text).length, lines);
    const newest = admitted.at(-1);
    const rollInMs = (newest && broken.get(newest.utteranceId)?.rollInMs) ?? [];
    const waiting = rollInMs.filter((atMs) => atMs > nowMs);
    const all = admitted.flatMap((text) => linesOf(text).map((line, index) => ({ text, line, index })));
    const drawn = all.slice(0, all.length - waiting.length).slice(-lines);
    const changesMs = [...textChangesMs(living, admitted, holdMs), ...waiting].filter((atMs) => atMs > nowMs);
    return {
      lines: drawn.map(({ text, line, index }) => screenLine(text, line, index)),
      utterances: [...new Set(drawn.map(({ text }) => text.utteranceId))],
      nextChangeAtMs: changesMs.length === 0 ? undefined : Math.min(...changesMs),
    };
  }

  return { layOut };
}

function screenLine({ utteranceId, shown }: TimedText, { text, start }: Line, index: number): ScreenLine {
  const stable = Math.min(text.length, Math.max(0, shown.stableLength - start));
  const label = index === 0 && shown.label !== undefined && text.startsWith(shown.label) ? shown.label : '';
  return {
    key: `${utteranceId} ${index}`,
    ...(label === '' ? {} : { label }),
    stableText: text.slice(label.length, stable),
    unstableText: text.slice(stable),
    language: shown.language,
    direction: textDirection(shown.language),
    final: shown.final,
    untranslated: shown.untranslated,
    isFirst: index === 0,
  };
}
