import { changedSettings, type ConfigChange } from '../config/changed-settings.ts';
import { createConfigSchema, type Config } from '../config/schema.ts';
import { settingsIn } from '../config/setting-tree.ts';
import type { RecordingEvent } from '../engine/captions/recording-clock.ts';
import type { LiveTranscripts } from '../engine/captions/sessions/live-transcripts.ts';
import { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { MarkedChapter } from '../engine/obs/chapter-call.ts';
import { silentLog } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import { notice } from '../engine/pipeline/notice.ts';
import type { AddedSource, SourceConfig, SourceHost, SourceOptions } from '../engine/pipeline/source.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { createCaptionServer, type CaptionServer, type GuestPage } from '../engine/server/caption-server.ts';
import { overlayDefaults } from '../engine/overlay-settings.ts';
import { pagesOutput } from '../engine/server/pages-output.ts';
import { checkTranslators } from '../engine/translation/known-translators.ts';
import { PROTOCOL_VERSION, type Snapshot } from '../protocol/socket-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { openAudience, type Audience } from './audience.ts';
import { awaitedGuests, untilAborted } from './awaited-guests.ts';
import { Chapters } from './chapters.ts';
import { checkSource } from './check-tools.ts';
import { EMPTY_STATUS } from './empty-status.ts';
import { GuestRooms } from './guest-rooms.ts';
import { openGuests, type Guests } from './guests.ts';
import { openSessionInputs } from './session-inputs.ts';
import { ObsLink } from './obs-link.ts';
import { findRuntimeFiles } from './find-runtime-files.ts';
import { namesOfInput } from './scenes.ts';
import { SessionParts } from './session-parts.ts';
import type { SessionTools } from './session-tools.ts';
import { openTranscripts } from './session-transcripts.ts';
import { checkStreamCaptions, StreamOutputs } from './stream-outputs.ts';

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

/** An engine at work. */
interface Run {
  readonly engine: Engine;
  readonly ready: Promise<void>;
  readonly done: Promise<void>;
}

class CaptionSession implements Session {
  readonly #tools: SessionTools & Required<Pick<SessionTools, 'log' | 'signal'>>;
  readonly #files: RuntimeFiles;
  readonly #rooms = new GuestRooms();
  #config: Config;
  readonly #transcripts: LiveTranscripts | undefined;
  /** The transcripts, or those of each stream or recording that is followed. */
  readonly #parts: SessionParts | undefined;
  #endFollowed: () => void = () => undefined;
  readonly followed = new Promise<void>((resolve) => (this.#endFollowed = resolve));
  #server: CaptionServer | undefined;
  #guests: Guests | undefined;
  #audience: Audience | undefined;
  #run: Run | undefined;
  /** Beside the run. Without pages nothing is asked of OBS. */
  readonly #obs: ObsLink | undefined;
  readonly #streams: StreamOutputs | undefined;
  readonly #chapters: Chapters;

  constructor(config: Config, tools: SessionTools) {
    this.#tools = { log: silentLog, signal: new AbortController().signal, ...tools };
    this.#files = tools.files ?? findRuntimeFiles();
    this.#config = config;
    this.#transcripts = openTranscripts(config, (notice) => this.notify(notice));
    const { pages = true, environment = process.env, log = silentLog, sources = [] } = tools;
    this.#chapters = new Chapters({
      clock: systemClock,
      toTranscript: this.#transcripts?.mark,
      toRecording: async (name) => this.#obs?.markChapter(name),
      notify: (notice) => this.notify(notice),
    });
    if (!pages) return;
    if (this.#transcripts && config.obs.follow !== undefined) this.#parts = new SessionParts(this.#transcripts);
    this.#obs = new ObsLink(config.obs, {
      environment,
      clock: systemClock,
      log,
      names: [...config.audio.inputs.flatMap(namesOfInput), ...sources.map(({ id }) => id)],
      report: (state, detail) => this.#run?.engine.status.set('obs', state, detail),
      notify: (notice) => this.notify(notice),
      connectedPages: () => this.#server?.obsPages ?? [],
      onRecording: (event) => this.tellRecording(event),
      onLooks: () => this.#showSnapshot(),
      onFollowed: (phase) => this.#turn(phase),
      isBehind: () => this.status().behindMs > 0,
      onChapterCall: (name) => this.markChapter(name),
    });
    this.#streams = new StreamOutputs({ sink: this.#obs.stream, environment });
  }

  get url(): string {
    return this.#server?.url ?? '';
  }

  get token(): string {
    return this.#server?.token.value ?? '';
  }

  get ready(): Promise<void> {
    return this.#run?.ready ?? Promise.resolve();
  }

  get done(): Promise<void> {
    return this.#run?.done ?? Promise.resolve();
  }

  guestUrls(page: GuestPage): readonly string[] {
    return this.#server?.guestUrls(page) ?? [];
  }

  get audienceUrls(): readonly string[] {
    return this.#audience?.urls ?? [];
  }

  status(): EngineStatus {
    const status = this.#run?.engine.currentStatus() ?? EMPTY_STATUS;
    return this.#audience ? { ...status, counters: { ...status.counters, ...this.#audience.counters } } : status;
  }

  notify(notice: StatusNotice): void {
    this.#run?.engine.notify(notice);
  }

  tellRecording(event: RecordingEvent): void {
    this.#transcripts?.tell(event);
  }

  markChapter(name?: string): Promise<MarkedChapter> {
    return this.#chapters.mark(name);
  }

  async add(source: SourceConfig, options?: SourceOptions): Promise<AddedSource> {
    checkSource(source);
    if (this.#run) return this.#gated(this.#run.engine).add(source, options);
    throw new EngineError('recognizer-failed', 'The engine is not running.', { retryable: true });
  }

  /** Starts the server, then the engine. */
  async open(): Promise<void> {
    const { pages = true, newToken = false, sources = [], environment = process.env, translators } = this.#tools;
    // Before anything is opened, which takes its time.
    checkTranslators(this.#config.translation, environment, translators);
    if (pages) checkStreamCaptions(this.#config, environment);
    const opened = pages ? await openGuests(this.#config, { newToken }) : undefined;
    this.#guests = opened?.guests;
    if (pages) this.#audience = await this.#openAudience();
    if (opened) this.#server = await this.#openServer(opened.guests);
    this.#run = this.#start(sources);
    await this.#obs?.configure(this.#config.obs, this.#overlay);
    await this.#streams?.configure(this.#config, this.#run.engine);
    for (const part of [opened, this.#server, this.#audience]) part?.notices.forEach((notice) => this.notify(notice));
  }

  async configure(config: Config): Promise<Omit<ConfigChange<Config>, 'effective'>> {
    const settings = settingsIn(createConfigSchema(this.#tools));
    const { effective, live, atNextStart } = changedSettings(settings, this.#config, config);
    if (this.#streams) checkStreamCaptions(effective, this.#tools.environment ?? process.env);
    const touches = (section: string): boolean => live.some((name) => name.startsWith(`${section}.`));
    if (touches('translation') || touches('vocabulary')) await this.#run?.engine.configure(effective);
    this.#config = effective;
    if (touches('obs')) await this.#obs?.configure(effective.obs, this.#overlay);
    if (this.#run && (touches('obs') || touches('youtube')))
      await this.#streams?.configure(effective, this.#run.engine);
    if (touches('server') || touches('overlay')) this.#showSnapshot();
    return { live, atNextStart };
  }

  async restart(sources: readonly SourceConfig[]): Promise<void> {
    const before = this.#run;
    await before?.engine.close();
    await before?.done.catch(() => undefined);
    this.#run = this.#start(sources);
    this.#streams?.move(this.#run.engine);
    this.#obs?.tellAgain();
  }

  async close(): Promise<void> {
    this.#rooms.close();
    // Captions in a stream of OBS are cleared by the engine's end.
    await this.#run?.engine.close();
    await this.#obs?.close();
    await this.#audience?.close();
    await this.#server?.close();
  }

  get #overlay(): string {
    return `${this.url}/overlay`;
  }

  /** A stream or recording that is followed begins or ends. */
  #turn(phase: 'begins' | 'ends'): void {
    const what = this.#config.obs.follow ?? 'stream';
    const does = phase === 'begins' ? 'has begun: captions run' : 'has ended: captions wait for the next one';
    this.notify(notice('obs', { level: 'info', code: `session-${phase}`, message: `The ${what} ${does}.` }));
    if (phase === 'begins') return this.#parts?.begin();
    this.#parts?.end();
    this.#endFollowed();
  }

  #gated(host: SourceHost): SourceHost {
    return this.#obs?.gatedHost(host) ?? host;
  }

  #openAudience(): Promise<Audience | undefined> {
    const { environment = process.env, log } = this.#tools;
    const state = (): Snapshot => this.#snapshot();
    return openAudience(this.#config, { files: this.#files, environment, log, state, notify: (n) => this.notify(n) });
  }

  /** Tells all pages, and viewers, of the present state. */
  #showSnapshot(): void {
    this.#server?.publishSnapshot();
    this.#audience?.refresh();
  }

  #openServer(guests: Guests): Promise<CaptionServer> {
    return createCaptionServer({
      port: this.#config.server.port,
      exactPort: this.#tools.exactPort ?? false,
      pagesFolder: this.#files.pages,
      assetsFolder: this.#files.assets,
      state: () => this.#snapshot(),
      onDelivered: (receipt) => this.#run?.engine.confirmDelivery(receipt),
      ...this.#rooms.doors(guests),
      ...(guests.lan ? { lan: guests.lan } : {}),
      ...(guests.token ? { token: guests.token } : {}),
      ...(this.#tools.clip ? { clip: this.#tools.clip } : {}),
      ...(this.#audience ? { localFiles: this.#audience.localFiles } : {}),
      log: this.#tools.log,
    });
  }

  #start(sources: readonly SourceConfig[]): Run {
    const { outputs = [], partials = true } = this.#tools;
    const server = this.#server;
    const pages = server ? [pagesOutput(server, () => this.status())] : [];
    const audience = this.#audience ? [this.#audience.output] : [];
    const { recognizer, speech, translation, vocabulary } = this.#config;
    const transcripts = this.#parts ?? this.#transcripts;
    const inputs = openSessionInputs(this.#config, this.#tools, (notice) => this.notify(notice));
    const heard = [...inputs, ...sources.map((source) => ({ source, names: [source.id] }))];
    const engine = new Engine(
      {
        recognizer,
        speech,
        translation,
        vocabulary,
        partials,
        sources: heard.map(({ source, names }) => this.#obs?.beside(source, names) ?? source),
      },
      {
        ...this.#tools,
        files: this.#files,
        // Without pages, nobody is waited for.
        hasViewers: () => server === undefined || server.pageCount > 0 || this.#audience?.hasViewers === true,
        outputs: [...pages, ...audience, ...(transcripts ? [transcripts] : []), ...outputs],
      },
    );
    const ready = engine.start().then(() => {
      if (server) engine.status.set('server', 'working', `Pages at ${server.url}.`);
    });
    const done = this.#live(engine, ready);
    // Who does not look at one of them looks at the other.
    ready.catch(() => undefined);
    done.catch(() => undefined);
    return { engine, ready, done };
  }

  async #live(engine: Engine, ready: Promise<void>): Promise<void> {
    const { signal } = this.#tools;
    const guests = this.#guests;
    const stop = (): void => void engine.close();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    let ignoreGuests: (() => void) | undefined;
    try {
      await ready;
      if (guests)
        ignoreGuests = this.#rooms.hear(
          { ...this.#gated(engine), notify: engine.notify },
          guests,
          this.#config.translation.targets,
        );
      await engine.run();
      const awaited = awaitedGuests(guests);
      if (awaited === undefined) return;
      engine.status.set('capture', 'working', awaited);
      await untilAborted(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      ignoreGuests?.();
      signal.removeEventListener('abort', stop);
      await engine.close();
    }
  }

  #snapshot(): Snapshot {
    return {
      protocol: PROTOCOL_VERSION,
      cues: this.#run?.engine.cues ?? [],
      status: this.status(),
      targetLanguages: this.#config.translation.targets,
      maxLagMs: this.#config.server.maxLag * 1000,
      overlay: overlayDefaults({ ...this.#config.overlay, ...this.#obs?.looks }),
    };
  }
}
