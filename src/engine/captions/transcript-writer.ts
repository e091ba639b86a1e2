import { endsSentence } from '../../protocol/sentence-end.ts';
import { isUnspaced } from '../../protocol/language/writing.ts';
import { shownText } from './shown-text.ts';
import { DualTrack } from './subtitles/dual-track.ts';
import { SubtitleTrack } from './subtitles/subtitle-track.ts';
import type { SubtitleCue } from './subtitles/time-cues.ts';
import type { PieceSource } from './subtitles/timed-pieces.ts';
import type { TranscriptEntry } from './transcript-builder.ts';
import { formatCue, type TranscriptFormat } from './transcript-format.ts';

/** What was said, beside the tags of the languages into which it is translated. */
export const SPOKEN = 'spoken';

/** Behind such a pause a text begins a new paragraph, in milliseconds. */
const PARAGRAPH_MS = 2500;

/** Makes the text of one transcript, piece by piece. */
export interface TranscriptWriter {
  /** How many captions, or subtitles, it has written. */
  readonly count: number;
  /** What a caption adds; it may come late, so that subtitles fit together. */
  add(entry: TranscriptEntry): string;
  /** The rest. */
  end(): string;
  /** The same once more, which goes its own way from here. */
  copy(): TranscriptWriter;
}

/** @param shown what stands in it, in this order: `SPOKEN`, or BCP-47 tags of translations. JSON lines hold everything. */
export function transcriptWriter(format: TranscriptFormat, shown: readonly string[]): TranscriptWriter {
  switch (format) {
    case 'jsonl':
      return new JsonLinesWriter();
    case 'txt':
      return shown.length > 1 ? new PairsWriter(shown) : new ProseWriter(shown);
    case 'srt':
    case 'vtt':
    case 'ass':
      return new SubtitleWriter(new TranscriptSubtitles(shown), new SubtitleText(format));
  }
}

/** A line of JSON for each caption. */
class JsonLinesWriter implements TranscriptWriter {
  count = 0;

  add({ cue }: TranscriptEntry): string {
    // All of its words may have been masked away.
    if (cue.text.trim() === '') return '';
    this.count += 1;
    return formatCue('jsonl', cue, this.count, []);
  }

  end(): string {
    return '';
  }

  copy(): TranscriptWriter {
    const copy = new JsonLinesWriter();
    copy.count = this.count;
    return copy;
  }
}

/** A sentence on each line, and an empty line behind a longer pause. */
class ProseWriter implements TranscriptWriter {
  count = 0;
  readonly #shown: readonly string[];
  #before: { readonly endMs: number; readonly isWhole: boolean } | undefined;

  constructor(shown: readonly string[]) {
    this.#shown = shown;
  }

  add(entry: TranscriptEntry): string {
    const [source] = sourcesOf(entry, this.#shown);
    if (!source) return '';
    const { startMs, endMs } = entry.cue;
    const space = this.#spaceBefore(startMs, source.language);
    this.#before = { endMs, isWhole: endsSentence(source.text) };
    this.count += 1;
    return space + source.text;
  }

  end(): string {
    return this.#before ? '\n' : '';
  }

  copy(): TranscriptWriter {
    const copy = new ProseWriter(this.#shown);
    copy.count = this.count;
    copy.#before = this.#before;
    return copy;
  }

  #spaceBefore(startMs: number, language: string): string {
    if (!this.#before) return '';
    if (startMs - this.#before.endMs >= PARAGRAPH_MS) return '\n\n';
    if (this.#before.isWhole) return '\n';
    return isUnspaced(language) ? '' : ' ';
  }
}

/** What was said above its translations, each on its line. */
class PairsWriter implements TranscriptWriter {
  count = 0;
  readonly #shown: readonly string[];

  constructor(shown: readonly string[]) {
    this.#shown = shown;
  }

  add(entry: TranscriptEntry): string {
    const lines = [...new Set(sourcesOf(entry, this.#shown).map(({ text }) => text))];
    if (lines.length === 0) return '';
    this.count += 1;
    return formatCue('txt', entry.cue, this.count, lines);
  }

  end(): string {
    return '';
  }

  copy(): TranscriptWriter {
    const copy = new PairsWriter(this.#shown);
    copy.count = this.count;
    return copy;
  }
}

/** Subtitles with numbers and times. */
class SubtitleWriter implements TranscriptWriter {
  readonly #cues: TranscriptSubtitles;
  readonly #text: SubtitleText;

  constructor(cues: TranscriptSubtitles, text: SubtitleText) {
    this.#cues = cues;
    this.#text = text;
  }

  get count(): number {
    return this.#text.count;
  }

  add(entry: TranscriptEntry): string {
    return this.#text.of(this.#cues.add(entry));
  }

  end(): string {
    return this.#text.of(this.#cues.end());
  }

  copy(): TranscriptWriter {
    return new SubtitleWriter(this.#cues.copy(), this.#text.copy());
  }
}

/** The subtitles of one transcript, whatever its format. */
export class TranscriptSubtitles {
  readonly #shown: readonly string[];
  #single: SubtitleTrack;
  #dual = new DualTrack();

  /**
   * @param shown what stands in them, as for `transcriptWriter`.
   * @param longestPassageMs see `SubtitleTrack`.
   */
  constructor(shown: readonly string[], longestPassageMs?: number) {
    this.#shown = shown;
    this.#single = new SubtitleTrack(longestPassageMs);
  }

  /** Those that do not change any more with this caption. */
  add(entry: TranscriptEntry): readonly SubtitleCue[] {
    const sources = sourcesOf(entry, this.#shown);
    const [source] = sources;
    if (!source) return [];
    return this.#shown.length > 1 ? this.#dual.add(sources) : this.#single.add(source);
  }

  /** The rest. */
  end(): readonly SubtitleCue[] {
    return [...this.#single.end(), ...this.#dual.end()];
  }

  /** The same once more, which goes its own way from here. */
  copy(): TranscriptSubtitles {
    const copy = new TranscriptSubtitles(this.#shown);
    copy.#single = this.#single.copy();
    copy.#dual = this.#dual.copy();
    return copy;
  }
}

/** Writes subtitles in one format, with their numbers. */
export class SubtitleText {
  /** How many it has written. */
  count = 0;
  readonly #format: TranscriptFormat;

  constructor(format: TranscriptFormat) {
    this.#format = format;
  }

  of(cues: readonly SubtitleCue[]): string {
    return cues.map((cue) => formatCue(this.#format, cue, (this.count += 1), cue.lines)).join('');
  }

  /** The same once more, which goes its own way from here. */
  copy(): SubtitleText {
    const copy = new SubtitleText(this.#format);
    copy.count = this.count;
    return copy;
  }
}

/** What is shown of a caption, without texts of which nothing is left. */
function sourcesOf({ cue, words }: TranscriptEntry, shown: readonly string[]): readonly PieceSource[] {
  const { startMs, endMs, text, language, translations } = cue;
  return shown
    .map((of) => (of === SPOKEN ? { text, language } : { text: translations[of] ?? text, language: of }))
    .map((source) => ({ ...source, text: shownText(source.text), startMs, endMs, words }))
    .filter((source) => source.text !== '');
}
