import path from 'node:path';
import { TRANSCRIPT_FORMATS, type TranscriptFormat } from '../engine/captions/transcript-format.ts';
import { EngineError } from '../engine/errors.ts';
import { eitherOf } from '../engine/setting-text.ts';

/** What the ends of file names say. */
const BY_EXTENSION: Readonly<Record<string, TranscriptFormat>> = {
  '.txt': 'txt',
  '.srt': 'srt',
  '.vtt': 'vtt',
  '.ass': 'ass',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
};

/**
 * The format that was asked for: by `--format`, else by the end of the file's name, else plain text.
 * @param output as typed; undefined where no file was named.
 * @throws EngineError `usage` where both do not go together, or the end of the name says nothing.
 */
export function chooseFormat(format: TranscriptFormat | undefined, output: string | undefined): TranscriptFormat {
  const extension = output === undefined ? '' : path.extname(output).toLowerCase();
  const named = BY_EXTENSION[extension];
  if (format !== undefined && named !== undefined && named !== format) {
    throw new EngineError('usage', `--output ${output} is the name of ${named}, and --format asks for ${format}.`, {
      hint: 'Leave --format out, or choose another name.',
    });
  }
  if (format !== undefined) return format;
  if (named !== undefined) return named;
  if (extension === '') return 'txt';
  throw new EngineError(
    'usage',
    `--output ${output} does not tell a format: ${extension} is none that can be written.`,
    {
      hint: `Name it with --format: ${eitherOf(TRANSCRIPT_FORMATS)}.`,
    },
  );
}
