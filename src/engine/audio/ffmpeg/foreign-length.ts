import type { Clock } from '../../pipeline/clock.ts';
import type { ForeignFormat } from '../type/signatures.ts';
import { lengthArguments } from './ffmpeg-arguments.ts';
import { FfmpegProcess } from './ffmpeg-process.ts';

interface LengthOptions {
  /** Where ffmpeg is. */
  readonly program: string;
  readonly format: ForeignFormat;
  /** A path; of anything else the length is not known. */
  readonly input: string | AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The length of a file as ffmpeg tells it before it decodes anything, in seconds. Undefined where it does not. */
export async function foreignLength({ program, format, input, ...run }: LengthOptions): Promise<number | undefined> {
  if (typeof input !== 'string') return undefined;
  const args = lengthArguments(format.demuxer, input);
  const ffmpeg = new FfmpegProcess({ program, args, input: undefined, ...run });
  try {
    await ffmpeg.output().next();
    return secondsOf(ffmpeg.said);
  } catch {
    return undefined;
  } finally {
    await ffmpeg.end();
  }
}

/** `Duration: 00:12:03.04, start: …` in seconds. */
function secondsOf(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const [, hours, minutes, seconds] = /^\s*Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?),/u.exec(line) ?? [];
    if (seconds !== undefined) return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  }
  return undefined;
}
