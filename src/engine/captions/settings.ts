import path from 'node:path';
import { z } from 'zod';
import { setting, type IdleSetting } from '../setting.ts';
import { choice, eitherOf, listFromText, numberFromText, switchFromText } from '../setting-text.ts';
import type { Immutable } from '../settings-section.ts';
import { userPath } from '../user-path.ts';
import { TRANSCRIPT_FORMATS } from './transcript-format.ts';

/** A century: more is a mistake. */
const MOST_DAYS = 36_500;

function idleUnwritten(valueOf: (name: string) => unknown): IdleSetting | undefined {
  if (valueOf('transcripts.save') !== false) return undefined;
  return { because: 'no transcripts are written', hint: 'Add --transcripts, or --transcripts with a folder.' };
}

/** Transcripts of live sessions. The section `transcripts`. */
export const transcriptSettings = z.strictObject({
  save: setting(
    z
      .union([z.boolean(), z.string().min(1, 'is not on, off or a folder')], 'is not on, off or a folder')
      .transform((value) => (typeof value === 'string' ? userPath(value) : value))
      .default(false),
    {
      description: 'write a transcript of each session: on, off, or the folder for them',
      flag: 'transcripts',
      value: '[folder]',
      fromText: switchFromText,
      inFolder: (value, folder) =>
        typeof value === 'string' && value !== '' ? path.resolve(folder, userPath(value, folder)) : value,
    },
  ),
  formats: setting(
    z.array(choice(TRANSCRIPT_FORMATS), 'is not a list of formats').min(1, 'names no format').default(['srt', 'txt']),
    {
      description: `formats of transcripts: ${eitherOf(TRANSCRIPT_FORMATS)}`,
      flag: 'transcript-formats',
      value: '<formats>',
      fromText: listFromText,
      idle: idleUnwritten,
    },
  ),
  keep: setting(
    z
      .number('is not a number of days')
      .int('is not a whole number of days')
      .min(1, 'is below 1')
      .max(MOST_DAYS, `is above ${MOST_DAYS}`)
      .optional(),
    {
      description: 'days after which transcripts are deleted; never where it is not set',
      flag: 'keep-transcripts',
      value: '<days>',
      fromText: numberFromText,
      idle: idleUnwritten,
    },
  ),
});

export type TranscriptSettings = Immutable<z.output<typeof transcriptSettings>>;
