import type { ObsConnection } from './obs-connection.ts';
import { isRefusal, STATUS } from './request-fault.ts';

/** What came of a chapter for the recording of OBS, and why there is none: `failed` where a fault was told of. */
export const CHAPTER_OUTCOMES = ['marked', 'not-recording', 'old-obs', 'no-chapters', 'failed'] as const;

export type ChapterOutcome = (typeof CHAPTER_OUTCOMES)[number];

/**
 * Marks a chapter in the recording that runs.
 * @throws ObsRequestError where OBS refuses for another reason, EngineError `obs-unreachable` where it does not answer.
 */
export async function markInRecording(
  { knows, call }: Pick<ObsConnection, 'knows' | 'call'>,
  chapterName: string,
): Promise<ChapterOutcome> {
  if (!knows('CreateRecordChapter')) return 'old-obs';
  try {
    await call('CreateRecordChapter', { chapterName });
    return 'marked';
  } catch (error) {
    if (isRefusal(error, STATUS.notRunning)) return 'not-recording';
    // A format that has none, such as Matroska.
    if (isRefusal(error, STATUS.notCarriedOut)) return 'no-chapters';
    throw error;
  }
}
