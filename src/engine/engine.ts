import type { Cue } from '../protocol/cue.ts';
import type { DeliveryReceipt } from '../protocol/socket-contract.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import type { EngineConfig } from './engine-config.ts';
import type { Environment } from './environment.ts';
import { EngineError } from './errors.ts';
import type { Logger } from './log.ts';
import { abortable } from './pipeline/abortable.ts';
import { systemClock, type Clock } from './pipeline/clock.ts';
import { Metrics } from './pipeline/metrics.ts';
import type { Output } from './pipeline/output.ts';
import type { AddedSource, SourceConfig, SourceHost, SourceOptions } from './pipeline/source.ts';
import type { StageContext } from './pipeline/stage.ts';
import { checkLanguages, checkRecognizerTranslates } from './run/check-languages.ts';
import { doubtfulLanguages } from './run/doubtful-languages.ts';
import { OnceTold } from './run/once-told.ts';
import { RecognizerSet } from './run/recognizer-set.ts';
import { openVocabulary, type Vocabulary } from './run/open-vocabulary.ts';
import { Publisher } from './run/publisher.ts';
import { Sources } from './run/sources.ts';
import { StatusBoard } from './run/status-board.ts';
import { Translators } from './run/translators.ts';
import type { RuntimeFiles } from './runtime-files.ts';
import type { RecognizerDefinition } from './transcription/recognizer-definition.ts';
import { RetainedAudio } from './transcription/retained-audio.ts';
import { chainOf, checkTranslators } from './translation/known-translators.ts';
import type { TranslatorDefinition } from './translation/translator-definition.ts';

/** What an engine gets besides its configuration. */
export interface EngineDependencies {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Get everything that the engine tells, each at its own speed. */
  readonly outputs?: readonly Output[];
  /** Whether a page is open that shows captions; yes when absent. */
  readonly hasViewers?: () => boolean;
  /** Where keys are looked up; that of this process when absent. */
  readonly environment?: Environment;
  /** Those that do not come with the program, to be named in the configuration like the others. */
  readonly translators?: readonly TranslatorDefinition[];
  readonly recognizers?: readonly RecognizerDefinition[];
}

/** One run, from its sources to its outputs. `start`, then `run`, and always `close`. */
export class Engine implements SourceHost {
  readonly #metrics = new Metrics();
  readonly status = new StatusBoard(this.#metrics);
  readonly #config: EngineConfig;
  readonly #dependencies: EngineDependencies;
  readonly #stopping = new AbortController();
  readonly #context: StageContext;
  readonly #publisher: Publisher;
  #vocabulary: Vocabulary | undefined;
  #recognizers: RecognizerSet | undefined;
  #translators: Translators | undefined;
  #sources: Sources | undefined;
  readonly #told = new OnceTold((output) => this.#publisher.publish(output));

  constructor(config: EngineConfig, dependencies: EngineDependencies) {
    const { log, clock = systemClock, outputs = [] } = dependencies;
    this.#config = config;
    this.#dependencies = dependencies;
    this.#context = { signal: this.#stopping.signal, clock, log };
    this.#publisher = new Publisher({ clock, log, metrics: this.#metrics, status: this.status });
    for (const output of outputs) this.#publisher.add(output);
  }

  /** The newest cues, oldest first. */
  get cues(): readonly Cue[] {
    return this.#publisher.cues;
  }

  /** Process ids of the recogniser hosts. */
  get hostPids(): readonly number[] {
    return this.#recognizers?.pids ?? [];
  }

  currentStatus(): EngineStatus {
    const behindMs = this.#sources?.behindMs() ?? 0;
    const status = this.status.status(behindMs, this.#translators?.chain ?? [], this.#translators?.pause);
    const step = this.#config.partials ? this.#recognizers?.step : undefined;
    return { ...status, ...(step ? { step } : {}) };
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
    const { sources, translation } = this.#config;
    const { files, environment = process.env, hasViewers = () => true } = this.#dependencies;
    const { translators = [], recognizers: added = [] } = this.#dependencies;
    // Before anything is loaded, which takes its time.
    checkLanguages(sources, translation.targets);
    checkTranslators(translation, environment, translators);
    for (const doubt of doubtfulLanguages(sources, translation.targets)) this.notify(doubt);
    const vocabulary = await this.#openVocabulary();
    const tools = { files, environment, status: this.status, metrics: this.#metrics, notify: this.notify };
    const recognizers = await RecognizerSet.open(this.#config, {
      ...tools,
      context: this.#context,
      added,
      translators: chainOf(translation, translators),
    });
    this.#recognizers = recognizers;
    const retained = new RetainedAudio();
    this.#translators = new Translators({
      ...this.#context,
      ...tools,
      settings: translation,
      added: translators,
      hasViewers,
      terms: () => vocabulary.terms,
      speech: retained,
    });
    this.#sources = new Sources({
      config: this.#config,
      recognizers,
      retained,
      vocabulary,
      translators: this.#translators,
      context: this.#context,
      metrics: this.#metrics,
      publish: (output) => this.#told.publish(output),
    });
    for (const source of sources) this.#sources.check(source);
    await abortable(this.#translators.targets(), this.#stopping.signal);
    this.#stopping.signal.throwIfAborted();
    this.#translators.describe();
    this.#told.bundled(recognizers.notices, this.#translators.notice);
  }

  /**
   * Uses other words and translators from the next text on. Languages stay.
   * @throws EngineError where they are of no use; the former ones stay then.
   */
  async configure({ vocabulary, translation }: Pick<EngineConfig, 'vocabulary' | 'translation'>): Promise<void> {
    const chain = chainOf(translation, this.#dependencies.translators ?? []);
    for (const info of this.#recognizers?.infos ?? []) checkRecognizerTranslates(chain, info);
    this.#translators?.check(translation);
    await this.#vocabulary?.change(vocabulary);
    await this.#translators?.change(translation);
  }

  /** Throws an `EngineError` where a language cannot be heard by what is loaded. */
  readonly checkSpoken = (spoken: SpokenLanguage): void => this.#sources?.checkSpoken(spoken);

  /**
   * Listens to one more source, from `start` until its sound ends, it is removed, or `close` is called; `run` is of no
   * matter to it. Throws an `EngineError` where it, or one of its languages, cannot be had.
   */
  async add(source: SourceConfig, options?: SourceOptions): Promise<AddedSource> {
    if (this.#sources && !this.#stopping.signal.aborted) return this.#sources.add(source, options);
    throw new EngineError('recognizer-failed', 'The engine is not running.', { retryable: true });
  }

  /** Listens until all sources of the configuration have ended or `close` is called. Throws their first error. */
  async run(): Promise<void> {
    const { sources, speech } = this.#config;
    const names = sources.map(({ capture }) => capture.name).join(', ');
    if (names !== '') this.status.set('capture', 'working', `Listening to ${names}.`);
    this.status.set('speech', 'working', `Sensitivity ${speech.sensitivity}.`);
    const added = await Promise.all(sources.map((source) => this.add(source, { shown: true })));
    await Promise.all(added.map(({ done }) => done));
    this.status.set('capture', 'ended', 'The sound has ended.');
  }

  /** Tells the streamer of something outside of the stages, such as a sound device. */
  readonly notify = (notice: StatusNotice): void => this.#publisher.publish(notice);

  /** A page has drawn an event. */
  readonly confirmDelivery = (receipt: DeliveryReceipt): void => this.#publisher.confirmDelivery(receipt);

  /** Ends everything; outputs finish with what waits. Nothing runs any more when it resolves. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all([this.#translators?.close(), this.#vocabulary?.close()]);
    await this.#publisher.close();
  }

  async #openVocabulary(): Promise<Vocabulary> {
    const vocabulary = await openVocabulary(this.#config.vocabulary, {
      clock: this.#context.clock,
      onNotice: this.notify,
      onTermsChanged: () => this.#translators?.termsChanged(),
    });
    this.#vocabulary = vocabulary;
    // `close` came before there was anything to close.
    if (this.#stopping.signal.aborted) await vocabulary.close();
    this.#stopping.signal.throwIfAborted();
    return vocabulary;
  }
}
