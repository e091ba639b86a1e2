import type { CaptionEvent, UtteranceId } from '../protocol/caption-event.ts';
import type { Cue } from '../protocol/cue.ts';
import type { DeliveryReceipt } from '../protocol/socket-contract.ts';
import { wantedLanguages } from '../protocol/spoken-language.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { AttachedSources, type AttachedSource, type AttachOptions, type PipelineFactory } from './run/sources.ts';
import { checkRecognizerTranslates, checkSpokenLanguages, checkTargetLanguage } from './run/check-languages.ts';
import { combinedCapabilities } from './run/combined-capabilities.ts';
import type { EngineConfig, SourceConfig } from './engine-config.ts';
import { EngineError } from './errors.ts';
import type { Logger } from './log.ts';
import { BUNDLED_SPEECH_HINT, BUNDLED_SPEECH_NOTICE } from './models/bundled-models.ts';
import { resolveModel } from './models/resolve-model.ts';
import { openTranslator, type OpenedTranslator } from './run/open-translators.ts';
import { openVocabulary, type Vocabulary } from './run/open-vocabulary.ts';
import { BoundedChannel } from './pipeline/bounded-channel.ts';
import { systemClock, type Clock } from './pipeline/clock.ts';
import { Metrics } from './pipeline/metrics.ts';
import type { EngineOutput, Output } from './pipeline/output.ts';
import type { StageContext } from './pipeline/stage.ts';
import { recognizerConfigs } from './run/recognizer-configs.ts';
import { Publisher } from './run/publisher.ts';
import { StatusBoard } from './run/status-board.ts';
import type { RuntimeFiles } from './runtime-files.ts';
import { createSourcePipeline, type SourcePipeline } from './run/source-pipeline.ts';
import { RecognizerPool, type PoolEvent } from './transcription/host/recognizer-pool.ts';
import type { RecognizerCapabilities, RecognizerInfo } from './transcription/recognizer.ts';
import type { TranslationReport, TranslationTarget } from './translation/target-context.ts';
import { translateStage } from './translation/translate-stage.ts';
import type { Translator } from './translation/translator.ts';

/** The sources are merged into one stream of events here, which its reader empties at once. */
const MERGE_CAPACITY = 100_000;

interface EngineDependencies {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Get everything that the engine tells, each at its own speed. */
  readonly outputs?: readonly Output[];
  /** Whether a page is open that shows captions; yes when absent. */
  readonly hasViewers?: () => boolean;
}

/** One run, from its sources to its caption events. `start`, then `run`, and always `close`. */
export class Engine {
  readonly metrics = new Metrics();
  readonly status = new StatusBoard(this.metrics);
  readonly #config: EngineConfig;
  readonly #files: RuntimeFiles;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #hasViewers: () => boolean;
  readonly #publisher: Publisher;
  readonly #stopping = new AbortController();
  #pool: RecognizerPool | undefined;
  #pipelines: readonly SourcePipeline[] = [];
  #targets: readonly TranslationTarget[] = [];
  #vocabulary: Vocabulary | undefined;
  #opening: Promise<OpenedTranslator> | undefined;
  #opened: OpenedTranslator | undefined;
  #attached: AttachedSources | undefined;

  constructor(
    config: EngineConfig,
    { files, log, clock = systemClock, hasViewers = () => true, outputs = [] }: EngineDependencies,
  ) {
    this.#config = config;
    this.#files = files;
    this.#log = log;
    this.#clock = clock;
    this.#hasViewers = hasViewers;
    this.#publisher = new Publisher({ clock, log, metrics: this.metrics, status: this.status });
    for (const output of outputs) this.#publisher.add(output);
  }

  /** The newest cues, oldest first. */
  get cues(): readonly Cue[] {
    return this.#publisher.cues;
  }

  /** Process ids of the recogniser hosts. */
  get hostPids(): readonly number[] {
    return this.#pool?.pids ?? [];
  }

  currentStatus(): EngineStatus {
    const behindMs = this.#pipelines.map((pipeline) => pipeline.behindMs());
    const behind = Math.max(0, ...behindMs, this.#attached?.behindMs() ?? 0);
    const status = this.status.status(behind, this.#opened?.translator.status ?? []);
    if (!this.#paused) return status;
    const paused = {
      stage: 'translation',
      state: 'working',
      detail: 'Paused: no page with captions is open.',
    } as const;
    return { ...status, stages: status.stages.map((stage) => (stage.stage === 'translation' ? paused : stage)) };
  }

  /** Gives one more output everything that is told from now on. Gives back what lets it finish, and ends it. */
  addOutput(output: Output): () => Promise<void> {
    return this.#publisher.add(output);
  }

  /**
   * Loads the models. Throws an `EngineError` that says what is wrong with them or with the configuration, and an
   * `AbortError` where `close` is called meanwhile.
   */
  async start(): Promise<void> {
    const { sources, targets, translation } = this.#config;
    for (const source of sources) checkSpokenLanguages(source, []);
    for (const language of targets) checkTargetLanguage(language);
    const vocabulary = await this.#openVocabulary();
    const { pool, infos, capabilities } = await this.#startRecognizers();
    const { prompt } = vocabulary;
    const createPipeline: PipelineFactory = (source, tools) =>
      createSourcePipeline({ config: this.#config, source, pool, capabilities, prompt, ...tools });
    const tools = { targets, metrics: this.metrics, onNotice: (notice: StatusNotice) => this.#publish(notice) };
    this.#pipelines = sources.map((source) => createPipeline(source, tools));
    this.#targets = await Promise.all(
      targets.map(async (language) => ({ language, translator: await this.#translator() })),
    );
    this.#attached = this.#attachedSources(infos, createPipeline);
    const described = `Into ${targets.join(', ')} by ${translation.chain.join(', then ')}.`;
    this.status.set('translation', 'working', targets.length === 0 ? 'Off.' : described);
  }

  /**
   * Listens to one more source, from `start` until its sound ends, it is detached, or `close` is called; `run` is of no
   * matter to it. Throws an `EngineError` where its languages cannot be had.
   */
  async attach(source: SourceConfig, options: AttachOptions): Promise<AttachedSource> {
    if (this.#attached && !this.#stopping.signal.aborted) return this.#attached.attach(source, options);
    throw new EngineError('recognizer-failed', 'The engine is not running.', { retryable: true });
  }

  /** Listens until all sources of the configuration have ended or `close` is called. Throws their first error. */
  async run(): Promise<void> {
    const context = this.#context;
    const heard = this.#config.sources.map(({ capture }) => capture.name);
    this.status.set('capture', 'working', `Listening to ${heard.join(', ')}.`);
    this.status.set('speech', 'working', `Sensitivity ${this.#config.sensitivity}.`);
    const { readingMode } = this.#config.translation;
    const translate = translateStage({
      targets: this.#targets,
      onNotice: (notice) => this.#publish(notice),
      onRequest: (report) => this.#measureTranslation(report),
      sourceLanguages: this.#config.sources.flatMap(wantedLanguages),
      readingMode,
      paused: () => this.#paused,
    });
    const stages = this.#vocabulary?.around(translate) ?? translate;
    for await (const event of stages(this.#merged(context), context)) {
      this.#pipelineOf(event.utteranceId)?.translated(event);
      this.#publish(event);
    }
    for (const pipeline of this.#pipelines) pipeline.close();
    this.status.set('capture', 'ended', 'The sound has ended.');
  }

  /** Tells the streamer of something outside of the stages, such as a sound device. */
  notify(notice: StatusNotice): void {
    this.#publish(notice);
  }

  /** A page has drawn an event. */
  confirmDelivery(receipt: DeliveryReceipt): void {
    this.#publisher.confirmDelivery(receipt);
  }

  /** Ends everything; outputs finish with what waits. Nothing runs any more when it resolves. */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pool?.stop();
    const opened = await this.#opening?.catch(() => undefined);
    await Promise.all([opened?.close(), this.#vocabulary?.close()]);
    await this.#publisher.close();
  }

  /** Whether nothing is translated, because nobody would read it. */
  get #paused(): boolean {
    const { pauseWithoutViewers } = this.#config.translation;
    return pauseWithoutViewers && this.#targets.length > 0 && !this.#hasViewers();
  }

  get #context(): StageContext {
    return { signal: this.#stopping.signal, clock: this.#clock, log: this.#log };
  }

  async #openVocabulary(): Promise<Vocabulary> {
    const vocabulary = await openVocabulary(this.#config.vocabulary, {
      clock: this.#clock,
      onNotice: (notice) => this.#publish(notice),
      onTermsChanged: () => this.#opened?.translator.termsChanged(),
    });
    this.#vocabulary = vocabulary;
    // `close` came before there was anything to close.
    if (this.#stopping.signal.aborted) await vocabulary.close();
    this.#stopping.signal.throwIfAborted();
    return vocabulary;
  }

  async #translator(): Promise<Translator> {
    this.#stopping.signal.throwIfAborted();
    this.#opening ??= openTranslator(this.#config.translation, {
      files: this.#files,
      log: this.#log,
      clock: this.#clock,
      terms: this.#vocabulary?.terms,
      onNotice: (notice) => this.#publish(notice),
      onCacheHit: () => this.metrics.count('translation-cache-hits'),
      decodeToEnglish: (id) => this.#decodeToEnglish(id),
    });
    this.#opened = await this.#opening;
    return this.#opened.translator;
  }

  #attachedSources(infos: readonly RecognizerInfo[], createPipeline: PipelineFactory): AttachedSources {
    const vocabulary = this.#vocabulary;
    return new AttachedSources({
      ownIds: this.#config.sources.map(({ id }) => id),
      infos,
      context: this.#context,
      createPipeline,
      targets: this.#targets,
      translator: () => this.#translator(),
      readingMode: this.#config.translation.readingMode,
      around: (translate) => vocabulary?.around(translate) ?? translate,
      outlet: {
        metrics: this.metrics,
        publish: (output) => this.#publish(output),
        onRequest: (report) => this.#measureTranslation(report),
        paused: () => this.#paused,
      },
    });
  }

  async #startRecognizers(): Promise<{
    pool: RecognizerPool;
    infos: readonly RecognizerInfo[];
    capabilities: RecognizerCapabilities;
  }> {
    this.status.set('transcription', 'starting', 'Loading the speech model.');
    const location = await resolveModel(this.#config.model, this.#files.assets);
    this.#stopping.signal.throwIfAborted();
    const pool = new RecognizerPool({
      entry: this.#files.recognizerHost,
      configs: recognizerConfigs(location, this.#config),
      clock: this.#clock,
      log: this.#log,
      onEvent: (event) => this.#takePoolEvent(event),
    });
    this.#pool = pool;
    const infos = await pool.start();
    for (const source of this.#config.sources) checkSpokenLanguages(source, infos);
    for (const info of infos) checkRecognizerTranslates(this.#config.translation.chain, info);
    for (const info of infos.slice(0, 1)) this.#tellRecognizer(info);
    if ('bundled' in location && location.bundled) {
      this.#tell({
        level: 'info',
        code: 'bundled-model',
        message: BUNDLED_SPEECH_NOTICE,
        hint: BUNDLED_SPEECH_HINT,
      });
    }
    const capabilities = combinedCapabilities(infos);
    if (this.#config.prompt !== '' && !capabilities.prompt) {
      this.#tell({ level: 'warning', code: 'prompt-ignored', message: 'This speech model makes no use of a prompt.' });
    }
    return { pool, infos, capabilities };
  }

  async *#merged(context: StageContext): AsyncGenerator<CaptionEvent, void, undefined> {
    const merged = new BoundedChannel<CaptionEvent>({ capacity: MERGE_CAPACITY, whenFull: 'refuse' });
    const pump = async (pipeline: SourcePipeline): Promise<void> => {
      for await (const event of pipeline.events(context)) merged.push(event);
    };
    void Promise.all(this.#pipelines.map(pump)).then(
      () => merged.close(),
      (error: unknown) => merged.fail(error),
    );
    yield* merged.read(context.signal);
  }

  async #decodeToEnglish(id: UtteranceId): Promise<string> {
    return (await this.#pipelineOf(id)?.decodeToEnglish(id)) ?? '';
  }

  #pipelineOf(id: UtteranceId): SourcePipeline | undefined {
    const index = this.#config.sources.findIndex((source) => source.id === id.slice(0, id.lastIndexOf('-')));
    return this.#pipelines[index] ?? this.#attached?.pipelineOf(id);
  }

  #measureTranslation({ outcome, durationMs, final, error }: TranslationReport): void {
    this.metrics.count(`translations-${outcome}`);
    // Notices are told once in a while only; the state must be right all the time.
    if (final && error) this.status.set('translation', 'degraded', error.message);
    if (outcome === 'translated') this.metrics.measure(final ? 'final-translation' : 'partial-translation', durationMs);
  }

  #publish(output: EngineOutput): void {
    this.#publisher.publish(output);
  }

  #tell(notice: Omit<StatusNotice, 'type' | 'stage'>): void {
    this.#publish({ type: 'status-notice', stage: 'transcription', ...notice });
  }

  #tellRecognizer(info: RecognizerInfo): void {
    this.status.set('transcription', 'working', `${info.model} by ${info.engine} on ${info.device}.`);
    for (const message of info.warnings) this.#tell({ level: 'warning', code: 'recognizer-warning', message });
  }

  #takePoolEvent(event: PoolEvent): void {
    switch (event.type) {
      case 'too-slow':
        // A file waits for its recogniser.
        if (this.#config.partials) {
          this.#tell({ level: 'warning', code: 'recognizer-slow', message: event.message, hint: event.hint });
        }
        break;
      case 'host-lost':
        this.metrics.count('recognizer-restarts');
        this.#tell({ level: 'warning', ...described(event.error) });
        this.status.set('transcription', 'degraded', event.error.message);
        break;
      case 'host-restarted':
        this.status.set('transcription', 'working', 'The speech recogniser was started again.');
        break;
      case 'host-restart-failed':
        this.#tell({ level: 'error', ...described(event.error) });
        break;
    }
  }
}

function described({ code, message, hint }: EngineError): Pick<StatusNotice, 'code' | 'message' | 'hint'> {
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
