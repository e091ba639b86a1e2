import path from 'node:path';
import { SPOKEN } from '../engine/captions/transcript-writer.ts';
import type { TranscriptFormat } from '../engine/captions/transcript-format.ts';
import { EngineError } from '../engine/errors.ts';
import { sameTag, sameWrittenLanguage } from '../protocol/language/same-language.ts';
import { isUnknownLanguage } from '../protocol/language/parse-language.ts';

/** One transcript of a run. */
export interface PlannedTranscript {
  /** What stands in it, in this order: `SPOKEN`, or tags of translations. */
  readonly shown: readonly string[];
  /** As typed, or made from what was typed; undefined for the standard output. */
  readonly output: string | undefined;
  /** Present where the name depends on what is heard. */
  readonly nameFor?: (heard: readonly HeardLanguage[]) => string | undefined;
}

/** A language of captions, and how long it was spoken in milliseconds. */
export interface HeardLanguage {
  readonly language: string;
  readonly spokenMs: number;
}

interface PlanOptions {
  readonly format: TranscriptFormat;
  readonly output: string | undefined;
  /** Tags of the target languages. */
  readonly targets: readonly string[];
  /** The source text above its translations was asked for. */
  readonly keepSource: boolean;
  /** Tag of what is spoken; undefined where it has to be heard. */
  readonly spoken: string | undefined;
  /** The output is the standard output, a pipe or a device. */
  readonly isStream: boolean;
}

/** What is spoken for so much of the time is the language of the recording: single sentences are often taken for another. */
const MOST_OF_IT = 0.8;

/** Several languages in one file. The code is one of ISO 639, which players know. */
const SEVERAL = 'mul';

/**
 * Which transcripts a run writes: one file for each language where there are several, beside each other, as
 * `talk.es.srt` and `talk.en.srt` for `talk.srt`.
 * @throws EngineError `usage` where several languages would go into one stream.
 */
export function planTranscripts(options: PlanOptions): readonly PlannedTranscript[] {
  const { format, output, targets, keepSource, isStream } = options;
  if (format === 'jsonl' || targets.length === 0) return [{ shown: [SPOKEN], output }];
  if (keepSource) return [{ shown: [SPOKEN, ...targets], output }];
  if (!isStream && output !== undefined) return filePerLanguage(output, options);
  const [only = SPOKEN, ...others] = targets;
  if (others.length === 0) return [{ shown: [only], output }];
  throw new EngineError(
    'usage',
    `${output === undefined || output === '-' ? 'The standard output' : output} takes one language, and --translate names ${targets.length}.`,
    {
      hint: 'Name a file with --output to get one for each language, add --keep-source to have them in one, or take --format jsonl.',
    },
  );
}

function filePerLanguage(output: string, { format, targets, spoken }: PlanOptions): readonly PlannedTranscript[] {
  const { base, tag, extension } = partsOf(output);
  const [only] = targets;
  // Who names the language in the file wants that file.
  if (targets.length === 1 && tag !== undefined && sameTag(tag, only ?? '')) return [{ shown: targets, output }];
  const isOwn =
    tag !== undefined && [...targets, ...(spoken === undefined ? [] : [spoken])].some((own) => sameTag(own, tag));
  const stem = isOwn || tag === undefined ? base : `${base}.${tag}`;
  const nameOf = (language: string): string => `${stem}.${language}${extension === '' ? `.${format}` : extension}`;
  const translated = targets.map((target) => ({ shown: [target], output: nameOf(target) }));
  if (spoken === undefined) {
    const nameFor = (heard: readonly HeardLanguage[]): string | undefined =>
      spokenName(heard, { output, targets, nameOf });
    return [{ shown: [SPOKEN], output: nameOf(SEVERAL), nameFor }, ...translated];
  }
  if (targets.some((target) => sameWrittenLanguage(target, spoken))) return translated;
  return [{ shown: [SPOKEN], output: nameOf(spoken) }, ...translated];
}

/** The name of the file with what was heard; undefined where one of the others holds the same. */
function spokenName(
  heard: readonly HeardLanguage[],
  { output, targets, nameOf }: { output: string; targets: readonly string[]; nameOf: (language: string) => string },
): string | undefined {
  const total = heard.reduce((sum, { spokenMs }) => sum + spokenMs, 0);
  const [most, ...others] = heard.toSorted((one, other) => other.spokenMs - one.spokenMs);
  if (most === undefined || isUnknownLanguage(most.language)) return output;
  const isTarget = targets.some((target) => sameWrittenLanguage(target, most.language));
  if (isTarget && others.length === 0) return undefined;
  return nameOf(most.spokenMs >= MOST_OF_IT * total && !isTarget ? most.language : SEVERAL);
}

/** `talk`, `en` and `.srt` of `talk.en.srt`. A tag is what may be one. */
function partsOf(output: string): { base: string; tag: string | undefined; extension: string } {
  const extension = path.extname(output);
  const stem = output.slice(0, output.length - extension.length);
  const tag = path.extname(stem).slice(1);
  if (!/^[a-z]{2,3}(?:[-_][a-z\d]{2,8})*$/iu.test(tag)) return { base: stem, tag: undefined, extension };
  return { base: stem.slice(0, -tag.length - 1), tag, extension };
}
