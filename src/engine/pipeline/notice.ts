import { cleanText } from '../../protocol/clean-text.ts';
import type { StageName, StatusNotice } from '../../protocol/status.ts';
import { toEngineError } from '../errors.ts';

/** Something that the streamer should know of a stage. Names in it may come from guests, devices and servers. */
export function notice(stage: StageName, about: Omit<StatusNotice, 'type' | 'stage'>): StatusNotice {
  const { message, hint } = about;
  return {
    ...{ type: 'status-notice', stage, ...about, message: cleanText(message) },
    ...(hint === undefined ? {} : { hint: cleanText(hint) }),
  };
}

interface ErrorNotice extends Pick<StatusNotice, 'level' | 'stage'> {
  /** What follows from the error, as the beginning of the message. */
  readonly before?: string;
}

/** What the streamer is told of an error, whoever threw it. */
export function noticeOf(error: unknown, { level, stage, before = '' }: ErrorNotice): StatusNotice {
  const { code, message, hint } = toEngineError(error, { stage });
  return notice(stage, { level, code, message: before + message, hint });
}
