import path from 'node:path';
import { sameWrittenLanguage } from '../../../protocol/language/same-language.ts';
import type { TranscriptFormat } from '../transcript-format.ts';
import { SPOKEN } from '../transcript-writer.ts';
import type { JournalHeader } from './journal.ts';

/** How the files of the session itself are called, before the language. */
export const SESSION_STEM = 'captions';

/** In the place of the language, where it has to be heard what is spoken. */
const HEARD = 'spoken';

/** Room for a language, the format and what file systems put behind it, in bytes of 255. */
const LONGEST_STEM = 180;

/** What Windows does not take in names, and half a character, which no file system gives back as it was. */
const FORBIDDEN = /[<>:"/\\|?*\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu;

/** Windows takes them for devices, whatever stands behind the point. */
const DEVICES = /^(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?= *(?:\.|$))/iu;

/** One file of a session. */
export interface SessionFile {
  readonly name: string;
  readonly format: TranscriptFormat;
  /** What stands in it: `SPOKEN`, or the tag of a translation. */
  readonly shown: string;
}

/** The files of a session or a recording: one for each language and format; JSON lines hold all languages. */
export function sessionFiles(
  stem: string,
  { spoken, targets, formats }: Pick<JournalHeader, 'spoken' | 'targets' | 'formats'>,
): readonly SessionFile[] {
  const isTarget = spoken !== undefined && targets.some((target) => sameWrittenLanguage(target, spoken));
  const languages = [
    ...(isTarget ? [] : [{ shown: SPOKEN, tag: spoken ?? HEARD }]),
    ...targets.map((target) => ({ shown: target, tag: target })),
  ];
  return [...new Set(formats)].flatMap((format): SessionFile[] =>
    format === 'jsonl'
      ? [{ name: `${stem}.jsonl`, format, shown: SPOKEN }]
      : languages.map(({ shown, tag }) => ({ name: `${stem}.${tag}.${format}`, format, shown })),
  );
}

/**
 * How the files of a recording are called: as the recording without its folder and ending, in what every file system takes.
 * @param taken stems that there are already.
 */
export function recordingStem(recording: string, taken: readonly string[]): string {
  const { name } = path.win32.parse(recording);
  let stem = name
    .normalize('NFC')
    // A character is a byte at the least.
    .slice(0, LONGEST_STEM)
    .replace(FORBIDDEN, '_')
    .replace(/[. ]+$/u, '')
    .replace(/^ +/u, '');
  while (Buffer.byteLength(stem) > LONGEST_STEM) stem = Array.from(stem).slice(0, -1).join('');
  stem = stem === '' ? '_' : stem.replace(DEVICES, '$&_');
  const isTaken = (wanted: string): boolean => taken.some((other) => other.toLowerCase() === wanted.toLowerCase());
  let free = stem;
  for (let count = 2; isTaken(free); count += 1) free = `${stem}-${count}`;
  return free;
}
