import { changedSettings, type ConfigChange } from '../config/changed-settings.ts';
import { createConfigSchema, type Config } from '../config/schema.ts';
import { settingsIn } from '../config/setting-tree.ts';
import type { RecordingEvent } from '../engine/captions/recording-clock.ts';
import { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import type { MarkedChapter } from '../engine/obs/chapter-call.ts';
import { silentLog } from '../engine/log.ts';
import { systemClock } from '../engine/pipeline/clock.ts';
import { notice } from '../engine/pipeline/notice.ts';
import type { AddedSource, SourceConfig, SourceOptions } from '../engine/pipeline/source.ts';
import type { Environment } from '../engine/environment.ts';
import type { RuntimeFiles } from '../engine/runtime-files.ts';
import { createCaptionServer, type CaptionServer, type GuestPage } from '../engine/server/caption-server.ts';
import { pagesOutput } from '../engine/server/pages-output.ts';
import { checkTranslators } from '../engine/translation/known-translators.ts';
import type { Snapshot } from '../protocol/socket-contract.ts';
import type { ControlAnswer, ControlCommand } from '../protocol/control-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { openAudience, type Audience } from './audience.ts';
import { Chapters } from './transcripts/chapters.ts';
import { checkSource } from './check-tools.ts';
import { EMPTY_STATUS } from './empty-status.ts';
import { RunControl } from './control/run-control.ts';
import { SoundLevels } from './control/sound-levels.ts';
import { chapterAnswer } from './transcripts/describe-chapter.ts';
import { askedFirst } from './first-translator.ts';
import { GuestRooms } from './guests/guest-rooms.ts';
import { HeardSources } from './heard-sources.ts';
import { openGuests, type Guests } from './guests/guests.ts';
import { liveRun, type Run } from './live-run.ts';
import { ObsLink } from './obs/obs-link.ts';
import { findRuntimeFiles } from './find-runtime-files.ts';
import { namesOfInput } from './obs/scenes.ts';
import type { Session } from './session.ts';
import { runStateOf, snapshotOf } from './session-state.ts';
import type { SessionTools } from './session-tools.ts';
import { openSessionInputs } from './session-inputs.ts';
import { openTranscripts, type SessionTranscripts } from './transcripts/session-transcripts.ts';
import { checkStreamCaptions, StreamOutputs } from './stream-outputs.ts';

/** See `Session`. */
export class CaptionSession implements Session {
  readonly #tools: SessionTools & Required<Pick<SessionTools, 'log' | 'signal'>>;
  readonly #files: RuntimeFiles;
  readonly #rooms = new GuestRooms();
  #config: Config;
  readonly #transcripts: SessionTranscripts | undefined;
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
  readonly #control: RunControl;
  /** Absent without pages: then nobody controls who is heard. */
  readonly #heard: HeardSources | undefined;

  constructor(config: Config, tools: SessionTools) {
    this.#tools = { log: silentLog, signal: new AbortController().signal, ...tools };
    this.#files = tools.files ?? findRuntimeFiles();
    this.#config = config;
    const { pages = true, environment = process.env, log = silentLog, sources = [] } = tools;
    const isFollowing = pages && config.obs.follow !== undefined;
    this.#transcripts = openTranscripts(config, (notice) => this.notify(notice), isFollowing);
    this.#chapters = new Chapters({
      clock: systemClock,
      toTranscript: (chapter) => this.#transcripts?.mark(chapter) ?? false,
      toRecording: async (name) => this.#obs?.markChapter(name),
      notify: (notice) => this.notify(notice),
    });
    const levels = new SoundLevels(systemClock);
    this.#control = this.#openControl(levels);
    if (!pages) return;
    this.#obs = new ObsLink(config.obs, {
      environment,
      clock: systemClock,
      log,
      names: [...config.audio.inputs.flatMap(namesOfInput), ...sources.map(({ id }) => id)],
      report: (state, detail) => this.#run?.engine.status.set('obs', state, detail),
      notify: (notice) => this.notify(notice),
      connectedPages: () => this.#server?.obsPages ?? [],
      onRecording: (event) => this.tellRecording(event),
      onHeard: () => this.#heard?.update(),
      onLooks: () => {
        this.#showSnapshot();
        this.#control.changed();
      },
      onFollowed: (phase) => this.#turn(phase),
      isBehind: () => this.status().behindMs > 0,
      onChapterCall: (name) => this.markChapter(name),
    });
    this.#heard = new HeardSources({
      scenes: this.#obs,
      controls: this.#control,
      levels,
      clock: systemClock,
      onChange: () => this.#control.changed(),
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

  async control(command: ControlCommand): Promise<ControlAnswer> {
    if (this.#server) return this.#control.run(command);
    return { ok: false, code: 'usage', message: 'A run without pages cannot be controlled.' };
  }

  async add(source: SourceConfig, options?: SourceOptions): Promise<AddedSource> {
    checkSource(source);
    if (this.#run) return (this.#heard?.gatedHost(this.#run.engine) ?? this.#run.engine).add(source, options);
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
    if (pages) this.#audience = await this.#openAudience(environment);
    if (opened) this.#server = await this.#openServer(opened.guests);
    this.#run = this.#start(sources);
    await this.#obs?.configure(this.#config.obs, `${this.url}/overlay`);
    await this.#streams?.configure(this.#config, this.#run.engine);
    for (const part of [opened, this.#server, this.#audience]) part?.notices.forEach((notice) => this.notify(notice));
  }

  async configure(config: Config): Promise<Omit<ConfigChange<Config>, 'effective'>> {
    const settings = settingsIn(createConfigSchema(this.#tools));
    const { effective, live, atNextStart } = changedSettings(settings, this.#config, config);
    if (this.#streams) checkStreamCaptions(effective, this.#tools.environment ?? process.env);
    const touches = (section: string): boolean => live.some((name) => name.startsWith(`${section}.`));
    if (touches('translation') || touches('vocabulary')) {
      const translation = askedFirst(effective.translation, this.#control.translator);
      await this.#run?.engine.configure({ ...effective, translation });
    }
    this.#config = effective;
    if (touches('obs')) await this.#obs?.configure(effective.obs, `${this.url}/overlay`);
    if (this.#run && (touches('obs') || touches('youtube')))
      await this.#streams?.configure(effective, this.#run.engine);
    if (touches('server') || touches('overlay') || live.includes('presets')) this.#showSnapshot();
    this.#control.changed();
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
    this.#control.close();
    // Captions in a stream of OBS are cleared by the engine's end.
    await this.#run?.engine.close();
    await this.#obs?.close();
    await this.#audience?.close();
    await this.#server?.close();
  }

  /** A stream or recording that is followed begins or ends. */
  #turn(phase: 'begins' | 'ends'): void {
    const what = this.#config.obs.follow ?? 'stream';
    const does = phase === 'begins' ? 'has begun: captions run' : 'has ended: captions wait for the next one';
    this.notify(notice('obs', { level: 'info', code: `session-${phase}`, message: `The ${what} ${does}.` }));
    this.#transcripts?.turn(phase);
    if (phase === 'ends') this.#endFollowed();
  }

  #openAudience(environment: Environment): Promise<Audience | undefined> {
    return openAudience(this.#config, {
      ...{ files: this.#files, environment, log: this.#tools.log },
      state: () => this.#snapshot(),
      isTakenAway: (id) => this.#control.isTakenAway(id),
      notify: (notice) => this.notify(notice),
    });
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
      isWithheld: ({ utteranceId }) => this.#control.isWithheld(utteranceId),
      control: this.#control,
      remote: guests.remote,
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
    const { recognizer, speech, vocabulary } = this.#config;
    const translation = askedFirst(this.#config.translation, this.#control.translator);
    this.#heard?.forget();
    const inputs = openSessionInputs(this.#config, {
      ...this.#tools,
      files: this.#files,
      onNotice: (told) => this.notify(told),
    });
    const heard = [...inputs, ...sources.map((source) => ({ source, names: [source.id] }))];
    const engine = new Engine(
      {
        recognizer,
        speech,
        translation,
        vocabulary,
        partials,
        sources: heard.map(({ source, names }) => this.#heard?.add(source, names) ?? source),
      },
      {
        ...this.#tools,
        files: this.#files,
        // Without pages, nobody is waited for.
        hasViewers: () => server === undefined || server.pageCount > 0 || this.#audience?.hasViewers === true,
        outputs: [...pages, ...audience, ...(this.#transcripts ? [this.#transcripts.output] : []), ...outputs],
      },
    );
    return liveRun(engine, {
      signal: this.#tools.signal,
      guests: this.#guests,
      hearGuests: (guests) =>
        this.#rooms.hear(
          { ...(this.#heard?.gatedHost(engine) ?? engine), notify: engine.notify },
          guests,
          translation.targets,
        ),
      onReady: () => {
        if (server) engine.status.set('server', 'working', `Pages at ${server.url}.`);
      },
    });
  }

  #openControl(levels: SoundLevels): RunControl {
    return new RunControl({
      clock: systemClock,
      levels,
      state: () => runStateOf(this.#parts, { sources: this.#heard?.list ?? [], themes: this.#server?.themes ?? [] }),
      checkSpoken: (spoken) => this.#run?.engine.checkSpoken(spoken),
      cues: () => this.#run?.engine.cues ?? [],
      askFirst: async (translator) => {
        const translation = askedFirst(this.#config.translation, translator);
        await this.#run?.engine.configure({ ...this.#config, translation });
      },
      markChapter: async (name) => chapterAnswer(await this.markChapter(name)),
      onHeard: () => this.#heard?.update(),
      onPages: () => this.#showSnapshot(),
    });
  }

  get #parts(): Parameters<typeof runStateOf>[0] {
    return { config: this.#config, control: this.#control, sceneLooks: this.#obs?.looks };
  }

  #snapshot(): Snapshot {
    return snapshotOf(this.#parts, this.#run?.engine.cues ?? [], this.status());
  }
}
