import { isSubtitleFormat, type TranscriptFormat } from '../engine/captions/transcript-format.ts';
import { SPOKEN } from '../engine/captions/transcript-writer.ts';
import { listed } from '../engine/listed.ts';
import { englishName } from '../protocol/language/language-names.ts';
import { counted } from './counted.ts';
import { durationText } from './duration-text.ts';
import type { HeardLanguage } from './transcript-plan.ts';

/** A transcript that was written. */
export interface WrittenTranscript {
  readonly file: string;
  readonly shown: readonly string[];
  /** How many captions, or subtitles, it holds. */
  readonly count: number;
}

interface Summary {
  readonly format: TranscriptFormat;
  readonly files: readonly WrittenTranscript[];
  readonly heard: readonly HeardLanguage[];
  /** Length of the recording in milliseconds. */
  readonly soundMs: number;
}

/** What a run has written where, in one sentence; undefined where it wrote no file. */
export function transcriptSummary({ format, files, heard, soundMs }: Summary): string | undefined {
  if (files.length === 0) return undefined;
  const unit = isSubtitleFormat(format) ? 'subtitle' : 'caption';
  const parts = files.map(({ file, shown, count }, index) => {
    const what = index === 0 ? counted(count, unit) : `${count}`;
    return `${what}${format === 'jsonl' ? '' : inLanguages(shown, heard)} to ${file}`;
  });
  const spokenMs = heard.reduce((sum, language) => sum + language.spokenMs, 0);
  const spoken = `${durationText(spokenMs)} of speech in a recording of ${durationText(soundMs)}`;
  return `Wrote ${listed(parts)}: ${spoken}.`;
}

function inLanguages(shown: readonly string[], heard: readonly HeardLanguage[]): string {
  const tags = shown.flatMap((of) => (of === SPOKEN ? heard.map(({ language }) => language) : [of]));
  const names = [...new Set(tags)].flatMap((tag) => englishName(tag) ?? []);
  return names.length === 0 ? '' : ` in ${listed(names)}`;
}
