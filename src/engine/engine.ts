import type { CaptionEvent, UtteranceId } from '../protocol/caption-event.ts';
import type { Cue } from '../protocol/cue.ts';
import type { DeliveryReceipt } from '../protocol/socket-contract.ts';
import type { EngineStatus, StatusNotice } from '../protocol/status.ts';
import { CaptionStore } from './captions/caption-store.ts';
import type { EngineConfig, TargetConfig } from './engine-config.ts';
import { EngineError } from './errors.ts';
import type { Logger } from './log.ts';
import { BUNDLED_SPEECH_HINT, BUNDLED_SPEECH_NOTICE, bundledTranslationModels } from './models/bundled-models.ts';
import { resolveModel } from './models/resolve-model.ts';
import { BoundedChannel } from './pipeline/bounded-channel.ts';
import { systemClock, type Clock } from './pipeline/clock.ts';
import { Metrics } from './pipeline/metrics.ts';
import type { StageContext } from './pipeline/stage.ts';
import { recognizerConfigs } from './recognizer-configs.ts';
import type { RuntimeFiles } from './runtime-files.ts';
import { createSourcePipeline, type SourcePipeline } from './source-pipeline.ts';
import { StatusBoard } from './status-board.ts';
import { RecognizerPool, type PoolEvent } from './transcription/host/recognizer-pool.ts';
import { whisperLanguage } from './transcription/languages.ts';
import type { RecognizerInfo } from './transcription/recognizer.ts';
import { openLocalTranslator } from './translation/local/local-translator.ts';
import { translateStage } from './translation/translate-stage.ts';
import type { Translator } from './translation/translator.ts';
import { WhisperTranslator } from './translation/whisper/whisper-translator.ts';

/** Finals that were emitted so long ago are not measured any more when a page confirms them. */
const MOST_UNCONFIRMED = 200;

/** The sources are merged into one stream of events here, which its reader empties at once. */
const MERGE_CAPACITY = 100_000;

interface EngineDependencies {
  readonly files: RuntimeFiles;
  readonly log: Logger;
  readonly clock?: Clock;
}

/** What the engine tells: captions, and notices for the streamer. */
export type EngineOutput = CaptionEvent | StatusNotice;

/** One run, from its sources to its caption events. `start`, then `run`, and always `close`. */
export class Engine {
  readonly metrics = new Metrics();
  readonly status = new StatusBoard(this.metrics);
  readonly #config: EngineConfig;
  readonly #files: RuntimeFiles;
  readonly #log: Logger;
  readonly #clock: Clock;
  readonly #store = new CaptionStore();
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<(output: EngineOutput) => void>();
  readonly #translators: Translator[] = [];
  readonly #unconfirmed = new Map<string, number>();
  #pool: RecognizerPool | undefined;
  #pipelines: readonly SourcePipeline[] = [];

  constructor(config: EngineConfig, { files, log, clock = systemClock }: EngineDependencies) {
    this.#config = config;
    this.#files = files;
    this.#log = log;
    this.#clock = clock;
  }

  /** The newest cues, oldest first. */
  get cues(): readonly Cue[] {
    return this.#store.cues;
  }

  /** Process ids of the recogniser hosts. */
  get hostPids(): readonly number[] {
    return this.#pool?.pids ?? [];
  }

  currentStatus(): EngineStatus {
    return this.status.status(Math.max(0, ...this.#pipelines.map((pipeline) => pipeline.behindMs())));
  }

  /** Calls `listener` for everything that the engine tells, in order. Gives back what ends that. */
  subscribe(listener: (output: EngineOutput) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Loads the models. Throws an `EngineError` that says what is wrong with them or with the configuration. */
  async start(): Promise<void> {
    const config = this.#config;
    for (const { language } of config.sources) whisperLanguage(language);
    for (const { language } of config.targets) checkTargetLanguage(language);
    this.status.set('transcription', 'starting', 'Loading the speech model.');
    const location = await resolveModel(config.model, this.#files.assets);
    this.#pool = new RecognizerPool({
      entry: this.#files.recognizerHost,
      configs: recognizerConfigs(location, config),
      clock: this.#clock,
      log: this.#log,
      onEvent: (event) => this.#takePoolEvent(event),
    });
    const infos = await this.#pool.start();
    for (const info of infos.slice(0, 1)) this.#tellRecognizer(info);
    for (const { language } of config.sources) for (const info of infos) checkSourceLanguage(language, info);
    if ('bundled' in location && location.bundled) {
      this.tell('info', 'transcription', 'bundled-model', BUNDLED_SPEECH_NOTICE, BUNDLED_SPEECH_HINT);
    }
    const pool = this.#pool;
    this.#pipelines = config.sources.map((source) =>
      createSourcePipeline({ config, source, pool, metrics: this.metrics, onNotice: (notice) => this.#publish(notice) }),
    );
    const targets = await this.#openTargets(config.targets);
    this.#targets = targets;
    this.status.set('translation', 'working', targets.length === 0 ? 'Off.' : describeTargets(config.targets));
  }

  #targets: readonly { readonly language: string; readonly translator: Translator }[] = [];

  /** Listens until all sources have ended or `close` is called. Throws the first error of a source. */
  async run(): Promise<void> {
    const context: StageContext = { signal: this.#stopping.signal, clock: this.#clock, log: this.#log };
    this.status.set('capture', 'working', this.#config.sources.map(({ capture }) => capture.name).join(', '));
    this.status.set('speech', 'working', `Sensitivity ${this.#config.sensitivity}.`);
    const translated = translateStage({
      targets: this.#targets,
      onNotice: (notice) => this.#publish(notice),
      onRequest: ({ outcome, durationMs, final }) => {
        this.metrics.count(`translations-${outcome}`);
        if (outcome === 'translated') this.metrics.measure(final ? 'final-translation' : 'partial-translation', durationMs);
      },
    })(this.#merged(context), context);
    for await (const event of translated) this.#publish(event);
    this.status.set('capture', 'ended', 'The sound has ended.');
  }

  /** A page has drawn an event. */
  confirmDelivery(receipt: DeliveryReceipt): void {
    const key = `${receipt.type} ${receipt.utteranceId} ${receipt.language}`;
    const speechEndAtMs = this.#unconfirmed.get(key);
    if (speechEndAtMs === undefined) return;
    this.#unconfirmed.delete(key);
    this.metrics.measure(`speech-end-to-page-${receipt.type}`, this.#clock.nowMs() - speechEndAtMs);
  }

  /** Tells the streamer something. */
  tell(level: StatusNotice['level'], stage: StatusNotice['stage'], code: string, message: string, hint?: string): void {
    this.#publish({ type: 'status-notice', level, stage, code, message, ...(hint === undefined ? {} : { hint }) });
  }

  /** Ends everything. Nothing runs any more when it resolves. */
  async close(): Promise<void> {
    this.#stopping.abort();
    this.#pool?.stop();
    await Promise.all(this.#translators.map((translator) => translator.close()));
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

  async #openTargets(targets: readonly TargetConfig[]) {
    const local = targets.some(({ translator }) => translator === 'local') ? await this.#openLocal() : undefined;
    const whisper = new WhisperTranslator({ decodeToEnglish: (id) => this.#decodeToEnglish(id) });
    return targets.map(({ language, translator }) => ({ language, translator: translator === 'local' && local ? local : whisper }));
  }

  async #openLocal(): Promise<Translator> {
    const translator = await openLocalTranslator({
      modelFolder: bundledTranslationModels(this.#files.assets),
      workerFile: this.#files.translationWorker,
      bundledModels: true,
      log: this.#log,
    });
    this.#translators.push(translator);
    return translator;
  }

  async #decodeToEnglish(id: UtteranceId): Promise<string> {
    for (const [index, { id: sourceId }] of this.#config.sources.entries()) {
      if (id.startsWith(`${sourceId}-`)) return (await this.#pipelines[index]?.decodeToEnglish(id)) ?? '';
    }
    return '';
  }

  #publish(output: EngineOutput): void {
    if (output.type === 'status-notice') {
      this.status.add(output);
      this.#log[output.level === 'warning' ? 'warn' : output.level](output.message, { code: output.code });
    } else {
      this.#store.apply(output);
      this.#awaitConfirmation(output);
    }
    for (const listener of this.#listeners) listener(output);
  }

  #awaitConfirmation(event: CaptionEvent): void {
    if (event.type !== 'transcript-final' && event.type !== 'translation-final') return;
    if (event.timing.speechEndAtMs === undefined) return;
    this.#unconfirmed.set(`${event.type} ${event.utteranceId} ${event.language}`, event.timing.speechEndAtMs);
    const oldest = this.#unconfirmed.keys().next();
    if (this.#unconfirmed.size > MOST_UNCONFIRMED && !oldest.done) this.#unconfirmed.delete(oldest.value);
  }

  #tellRecognizer(info: RecognizerInfo): void {
    this.status.set('transcription', 'working', `${info.model} by ${info.engine} on ${info.device}.`);
    for (const warning of info.warnings) this.tell('warning', 'transcription', 'recognizer-warning', warning);
  }

  #takePoolEvent(event: PoolEvent): void {
    switch (event.type) {
      case 'host-lost':
        this.metrics.count('recognizer-restarts');
        this.tell('warning', 'transcription', event.error.code, event.error.message, event.error.hint);
        this.status.set('transcription', 'degraded', event.error.message);
        break;
      case 'host-restarted':
        this.status.set('transcription', 'working', 'The speech recogniser was started again.');
        break;
      case 'host-restart-failed':
        this.tell('error', 'transcription', event.error.code, event.error.message, event.error.hint);
        break;
    }
  }
}

function checkSourceLanguage(language: string, { model, capabilities }: RecognizerInfo): void {
  const primary = language.toLowerCase().split('-')[0] ?? '';
  if (capabilities.languages === 'any' || language === 'auto' || capabilities.languages.includes(primary)) return;
  throw new EngineError('language-unsupported', `The model ${model} does not know the language "${language}".`, {
    hint: `It knows ${capabilities.languages.join(', ')}. ${BUNDLED_SPEECH_HINT}`,
    stage: 'transcription',
  });
}

function checkTargetLanguage(language: string): void {
  try {
    if (Intl.getCanonicalLocales(language).length === 1 && /^[a-z]{2,3}(-|$)/iu.test(language)) return;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new EngineError('language-unknown', `The target language "${language}" is not a language tag.`, {
    hint: 'Use a BCP-47 tag such as en, es, de, fr or pt-BR.',
    stage: 'translation',
  });
}

function describeTargets(targets: readonly TargetConfig[]): string {
  return targets.map(({ language, translator }) => `${language} by ${translator}`).join(', ');
}
