import { chapterName, type Chapter } from '../../engine/captions/chapter.ts';
import type { MarkedChapter } from '../../engine/obs/chapter-call.ts';
import type { ChapterOutcome } from '../../engine/obs/record-chapter.ts';
import type { Clock } from '../../engine/pipeline/clock.ts';
import { notice, noticeOf } from '../../engine/pipeline/notice.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { describeChapter } from './describe-chapter.ts';

interface ChapterTools {
  /** The clock of the transcripts. */
  readonly clock: Clock;
  /** Writes it into the transcript; false where none is kept now. */
  readonly toTranscript: (chapter: Chapter) => boolean;
  /** Writes it into the recording of OBS; see `ObsLink`. */
  readonly toRecording: (name: string) => Promise<ChapterOutcome | undefined>;
  readonly notify: (notice: StatusNotice) => void;
}

/** The chapters of a session: each goes to the transcript and to the recording of OBS, where these are. */
export class Chapters {
  readonly #tools: ChapterTools;
  #count = 0;

  constructor(tools: ChapterTools) {
    this.#tools = tools;
  }

  /** Marks a chapter now. Never rejects: where it is not marked, that is told. @param name a number when absent. */
  async mark(name?: string): Promise<MarkedChapter> {
    const { clock, toTranscript, toRecording, notify } = this.#tools;
    const atMs = clock.nowMs();
    this.#count += 1;
    const number = `Chapter ${this.#count}`;
    const given = chapterName(name ?? '');
    const chapter = { atMs, name: given === '' ? number : given };
    const transcript = toTranscript(chapter);
    const recording = await toRecording(chapter.name).catch((error: unknown) => {
      notify(noticeOf(error, { level: 'warning', stage: 'obs', before: 'The recording has no chapter here: ' }));
      return 'failed' as const;
    });
    const marked: MarkedChapter = {
      name: chapter.name,
      transcript,
      ...(recording === undefined ? {} : { recording }),
    };
    // Names are nobody's business on other devices, which are told too.
    const { isMarked, ...about } = describeChapter(number, marked);
    notify(notice('obs', { level: isMarked ? 'info' : 'warning', code: 'chapter-marked', ...about }));
    return marked;
  }
}
