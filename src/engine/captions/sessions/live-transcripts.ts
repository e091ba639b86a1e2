import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { hostname } from 'node:os';
import type { StatusNotice } from '../../../protocol/status.ts';
import { EngineError, toEngineError } from '../../errors.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { notice } from '../../pipeline/notice.ts';
import type { EngineOutput, Output } from '../../pipeline/output.ts';
import type { StageContext } from '../../pipeline/stage.ts';
import { writeFailure } from '../../write-failure.ts';
import type { Chapter } from '../chapter.ts';
import type { RecordingEvent } from '../recording-clock.ts';
import { completeSessions } from './complete-session.ts';
import type { JournalHeader } from './journal.ts';
import { LiveSession } from './live-session.ts';
import { removeOldSessions } from './remove-sessions.ts';
import { makeTranscriptsFolder } from './session-folder.ts';

/** What is known of transcripts before anybody speaks. */
export interface LiveTranscriptsOptions extends Pick<JournalHeader, 'spoken' | 'targets' | 'formats'> {
  /** The folder in which each session has one of its own. */
  readonly folder: string;
  /** How many days sessions are kept; for ever when absent. */
  readonly keepDays?: number | undefined;
  /** True where sessions begin while sources are heard already; false when absent. */
  readonly beginsWithin?: boolean;
  readonly onNotice: (notice: StatusNotice) => void;
  /** The date now; that of the system when absent. */
  readonly today?: () => Date;
}

const STAGE = 'output:transcripts';

/**
 * Transcripts of sessions as an output: each run is a session with a folder of its own. Where nothing can be written, such as
 * on a full disk, what was said waits until that is possible.
 */
export class LiveTranscripts implements Output {
  readonly name = 'transcripts';
  readonly policy = 'refuse';
  readonly #options: LiveTranscriptsOptions & Required<Pick<LiveTranscriptsOptions, 'today'>>;
  /** Outlives a run that failed. */
  #session: LiveSession | undefined;
  /** What was told before there was a session. */
  readonly #early: ((session: LiveSession) => void)[] = [];
  #last: EngineOutput | undefined;
  #isTidy = false;

  constructor(options: LiveTranscriptsOptions) {
    this.#options = { today: () => new Date(), ...options };
  }

  /** Takes what a recorder tells, such as OBS: its times are of the clock of the outputs, `performance.now()`. */
  readonly tell = (event: RecordingEvent): void => {
    this.#toSession((session) => session.tell(event));
  };

  /** Takes a place that somebody has marked, on the same clock. It is written with the next event. */
  readonly mark = (chapter: Chapter): void => {
    this.#toSession((session) => session.mark(chapter));
  };

  async run(events: AsyncIterable<EngineOutput>, { clock }: StageContext): Promise<void> {
    const session = (this.#session ??= this.#open(clock));
    await this.#prepare();
    for await (const event of events) {
      // After a fault it comes again.
      if (event !== this.#last && event.type !== 'status-notice') session.add(event);
      this.#last = event;
      await this.#write(session);
    }
    session.end(clock.nowMs());
    await this.#write(session);
    this.#session = undefined;
  }

  #open(clock: Clock): LiveSession {
    const { folder, spoken, targets, formats, beginsWithin = false, today, onNotice } = this.#options;
    const startedAt = today().toISOString();
    const known = spoken === undefined ? {} : { spoken };
    const session = new LiveSession({
      root: folder,
      header: { startedAt, ...known, targets, formats, pid: process.pid, host: hostname() },
      zeroMs: clock.nowMs(),
      beginsWithin,
      today,
      onFolder: (made) =>
        onNotice(notice(STAGE, { level: 'info', code: 'transcript-begun', message: `The transcript is in ${made}.` })),
    });
    for (const tell of this.#early.splice(0)) tell(session);
    return session;
  }

  #toSession(tell: (session: LiveSession) => void): void {
    // One that is over and still to be written has no place for what comes now.
    if (this.#session && !this.#session.isOver) tell(this.#session);
    else this.#early.push(tell);
  }

  async #write(session: LiveSession): Promise<void> {
    await session.write().catch((error: unknown) => {
      throw this.#unwritable(error);
    });
  }

  /** Tells before anybody speaks where nothing can be written, and looks after what earlier sessions have left. */
  async #prepare(): Promise<void> {
    const { folder } = this.#options;
    try {
      await makeTranscriptsFolder(folder);
      await access(folder, constants.W_OK);
    } catch (error) {
      throw this.#unwritable(error);
    }
    if (this.#isTidy) return;
    this.#isTidy = true;
    await this.#tidy().catch((error: unknown) => {
      const { code, message, hint } = toEngineError(error, { stage: STAGE });
      const about = `Not all transcripts of earlier sessions could be put in order: ${message}`;
      this.#options.onNotice(notice(STAGE, { level: 'warning', code, message: about, hint }));
    });
  }

  async #tidy(): Promise<void> {
    const { folder, keepDays, today, onNotice } = this.#options;
    const tell = (code: 'transcript-completed' | 'transcripts-deleted', message: string): void =>
      onNotice(notice(STAGE, { level: 'info', code, message }));
    const faults: unknown[] = [];
    const onFault = (error: unknown): void => void faults.push(error);
    await completeSessions(folder, (made) =>
      tell(
        'transcript-completed',
        `The session of the transcript in ${made} was cut short; its files are complete now.`,
      ),
    ).catch(onFault);
    let removed = 0;
    const onRemoved = (): void => void (removed += 1);
    if (keepDays !== undefined) await removeOldSessions(folder, { keepDays, now: today(), onRemoved }).catch(onFault);
    if (removed > 0) {
      const [what, were] = removed === 1 ? ['transcript', 'was'] : ['transcripts', 'were'];
      tell('transcripts-deleted', `${removed} ${what} of more than ${keepDays} days ago ${were} deleted.`);
    }
    if (faults.length > 0) throw faults[0];
  }

  #unwritable(error: unknown): EngineError {
    const { folder } = this.#options;
    return new EngineError('output-unwritable', `Transcripts cannot be written to ${folder}: ${writeFailure(error)}.`, {
      hint: 'What is said meanwhile is kept in memory, and written once that is possible.',
      stage: STAGE,
      retryable: true,
      cause: error,
    });
  }
}
