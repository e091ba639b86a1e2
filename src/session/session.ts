import type { ConfigChange } from '../config/changed-settings.ts';
import type { Config } from '../config/schema.ts';
import type { RecordingEvent } from '../engine/captions/recording-clock.ts';
import type { MarkedChapter } from '../engine/obs/chapter-call.ts';
import type { SourceConfig, SourceHost } from '../engine/pipeline/source.ts';
import type { GuestPage } from '../engine/server/caption-server.ts';
import type { ControlAnswer, ControlCommand } from '../protocol/control-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { CaptionSession } from './caption-session.ts';
import type { SessionTools } from './session-tools.ts';

/** The caption server, and one engine after the other behind it. Always to be closed. */
export interface Session extends SourceHost {
  /** Address of the pages, without a slash at the end; empty without pages. */
  readonly url: string;
  /** What programs must send to be let in; empty without pages. */
  readonly token: string;
  /** Addresses of a page for other devices, with the token. */
  guestUrls(page: GuestPage): readonly string[];
  /** Addresses at which viewers read captions, best first; empty where they are not let in at this PC. */
  readonly audienceUrls: readonly string[];
  /** Resolves once the models of the present engine are loaded. Rejects with an `EngineError` where that fails. */
  readonly ready: Promise<void>;
  /**
   * Resolves when all sources of the present engine have ended and its outputs have finished, or when the signal has
   * aborted; where guests may come, only then. Rejects with the first error.
   */
  readonly done: Promise<void>;
  /**
   * Resolves once a stream or recording that is followed (`obs.follow`) has begun and ended, half a minute later; never where
   * none is.
   */
  readonly followed: Promise<void>;
  status(): EngineStatus;
  /** Tells the streamer something. */
  notify(notice: StatusNotice): void;
  /** Tells of a recording, for transcripts on its clock. Times are milliseconds of this process's `performance.now()`. */
  tellRecording(event: RecordingEvent): void;
  /**
   * Marks a chapter, in the transcript and in the recording of OBS, as far as there are such. A notice tells where.
   * @param name `Chapter` and its number when absent.
   */
  markChapter(name?: string): Promise<MarkedChapter>;
  /** Carries out what somebody at the controls wants. Never rejects; refused without pages. */
  control(command: ControlCommand): Promise<ControlAnswer>;
  /**
   * Goes on by another configuration, as far as that is possible while captions run: words, translators, pages and OBS. Gives
   * back which settings have taken effect, and which would at a start.
   * @throws EngineError where it is of no use; all stays as it was then.
   */
  configure(config: Config): Promise<Omit<ConfigChange<Config>, 'effective'>>;
  /**
   * Ends the engine, and starts another one behind the same pages.
   * @param sources what it hears besides the inputs of the configuration.
   */
  restart(sources: readonly SourceConfig[]): Promise<void>;
  /** Ends everything. Nothing runs any more when it resolves. */
  close(): Promise<void>;
}

/**
 * Starts a session with a configuration that is whole, such as `parseConfig` gives it. It resolves once the pages are
 * served: the models are still being loaded, see `ready`.
 * @throws EngineError `port-in-use` or `port-forbidden` where the port cannot be had, `server-failed` where the pages are
 * missing, `usage` where the settings do not go together.
 */
export async function openSession(config: Config, tools: SessionTools): Promise<Session> {
  const session = new CaptionSession(config, tools);
  try {
    await session.open();
  } catch (error) {
    // Pages may be served by then.
    await session.close();
    throw error;
  }
  return session;
}
