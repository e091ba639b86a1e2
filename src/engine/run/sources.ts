import { setMaxListeners } from 'node:events';
import type { CaptionEvent, UtteranceId } from '../../protocol/caption-event.ts';
import { wantedLanguages } from '../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import { checkSpokenLanguages, checkTargetLanguage } from './check-languages.ts';
import type { SourceConfig } from '../engine-config.ts';
import { EngineError } from '../errors.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import { Metrics } from '../pipeline/metrics.ts';
import type { Vocabulary } from './open-vocabulary.ts';
import type { StageContext } from '../pipeline/stage.ts';
import type { SourcePipeline } from './source-pipeline.ts';
import type { RecognizerInfo } from '../transcription/recognizer.ts';
import type { TranslationReport, TranslationTarget } from '../translation/target-context.ts';
import { translateStage } from '../translation/translate-stage.ts';
import type { Translator } from '../translation/translator.ts';

/** Events that may wait for the translation stage, which takes them at once. */
const EVENT_CAPACITY = 10_000;

/** What is told about an attached source: its captions, and notices about it. */
export type AttachedOutput = CaptionEvent | StatusNotice;

/** How a source takes part in the run. */
export interface AttachOptions {
  /** Called for everything that is told about the source, in order. */
  readonly listener: (output: AttachedOutput) => void;
  /** BCP-47 tags of its target languages; those of the engine when absent. */
  readonly translate?: readonly string[];
  /**
   * True where its captions are also the engine's own: on the overlay, in transcripts, in the status. False when absent:
   * then `listener` is the only one that ever hears of it.
   */
  readonly shown?: boolean;
}

/** A source that listens until its sound ends. */
export interface AttachedSource {
  /** Resolves when its last caption was told, or after `detach`. Rejects with the error of its capture. */
  readonly done: Promise<void>;
  /** Stops listening and tells nothing more. Speech that was heard and has no caption yet is given up. */
  detach(): void;
}

/** Connects the stages of one source, with the recognisers and the settings of the engine. */
export type PipelineFactory = (
  source: SourceConfig,
  tools: {
    /** BCP-47 tags of its target languages. */
    readonly targets: readonly string[];
    readonly metrics: Metrics;
    readonly onNotice: (notice: StatusNotice) => void;
  },
) => SourcePipeline;

/** What the captions of shown sources are counted and published by. */
interface Outlet {
  readonly metrics: Metrics;
  readonly publish: (output: AttachedOutput) => void;
  readonly onRequest: (report: TranslationReport) => void;
  readonly paused: () => boolean;
}

interface AttachedSourcesOptions {
  /** Ids of the sources that the engine has from the start. */
  readonly ownIds: readonly string[];
  /** What the loaded recognisers are and can do. */
  readonly infos: readonly RecognizerInfo[];
  readonly context: StageContext;
  readonly createPipeline: PipelineFactory;
  /** The engine's own targets. */
  readonly targets: readonly TranslationTarget[];
  /** Makes languages that are none of these too. Opened when it is first needed. */
  readonly translator: () => Promise<Translator>;
  readonly readingMode: boolean;
  /** What stands around the translation, see `Vocabulary`. */
  readonly around: Vocabulary['around'];
  /** The engine itself. */
  readonly outlet: Outlet;
}

interface Running {
  readonly pipeline: SourcePipeline;
  readonly shown: boolean;
}

/** The sources that come and go while the engine runs. They share its recognisers and its translators. */
export class AttachedSources {
  readonly #options: AttachedSourcesOptions;
  readonly #running = new Map<string, Running>();
  /** Ids are not used twice: events of the former source may still be on their way. */
  readonly #usedIds: Set<string>;

  constructor(options: AttachedSourcesOptions) {
    this.#options = options;
    this.#usedIds = new Set(options.ownIds);
    // Every source listens to it, and Node takes more than ten listeners for a leak.
    setMaxListeners(0, options.context.signal);
  }

  /** How long the oldest unpublished final of a shown source has waited, in milliseconds. */
  behindMs(): number {
    return Math.max(0, ...[...this.#running.values()].map(({ pipeline, shown }) => (shown ? pipeline.behindMs() : 0)));
  }

  /** The pipeline whose source an utterance is of. */
  pipelineOf(id: UtteranceId): SourcePipeline | undefined {
    return this.#running.get(id.slice(0, id.lastIndexOf('-')))?.pipeline;
  }

  /** Throws an `EngineError` where the source or its languages cannot be had. */
  async attach(source: SourceConfig, options: AttachOptions): Promise<AttachedSource> {
    checkSpokenLanguages(source, this.#options.infos);
    for (const language of options.translate ?? []) checkTargetLanguage(language);
    if (this.#usedIds.has(source.id)) throw new EngineError('internal', `There is a source ${source.id} already.`);
    this.#usedIds.add(source.id);
    const targets = await this.#targetsFor(options.translate);
    const detached = new AbortController();
    const done = this.#run(source, { targets, options, detached: detached.signal });
    // A caller that only detaches does not look at it; an error of its capture must not end the process then.
    done.catch(() => undefined);
    return { done, detach: () => detached.abort() };
  }

  async #targetsFor(languages: readonly string[] | undefined): Promise<readonly TranslationTarget[]> {
    const { targets } = this.#options;
    if (!languages) return targets;
    const wanted = [...new Set(languages)].map(async (language) => {
      const own = targets.find((target) => target.language === language);
      return own ?? { language, translator: await this.#options.translator() };
    });
    return Promise.all(wanted);
  }

  async #run(
    source: SourceConfig,
    {
      targets,
      options,
      detached,
    }: { targets: readonly TranslationTarget[]; options: AttachOptions; detached: AbortSignal },
  ): Promise<void> {
    const { context, outlet, createPipeline, readingMode } = this.#options;
    const shown = options.shown ?? false;
    const metrics = shown ? outlet.metrics : new Metrics();
    const tell = (output: AttachedOutput): void => {
      if (detached.aborted) return;
      if (shown) outlet.publish(output);
      options.listener(output);
    };
    const signal = AbortSignal.any([context.signal, detached]);
    const { capture } = source;
    const pipeline = createPipeline(
      { ...source, capture: { name: capture.name, live: capture.live, frames: () => capture.frames(signal) } },
      { targets: targets.map(({ language }) => language), metrics, onNotice: tell },
    );
    this.#running.set(source.id, { pipeline, shown });
    const transcripts = new BoundedChannel<CaptionEvent>({ capacity: EVENT_CAPACITY, whenFull: 'refuse' });
    const transcribed = pump(pipeline.events({ ...context, signal }), transcripts);
    const translate = this.#options.around(
      translateStage({
        targets,
        onNotice: tell,
        sourceLanguages: wantedLanguages(source),
        readingMode,
        // A program that asked for captions reads them, whoever else does.
        ...(shown ? { onRequest: outlet.onRequest, paused: outlet.paused } : {}),
      }),
    );
    try {
      for await (const event of translate(transcripts.read(signal), { ...context, signal })) {
        pipeline.translated(event);
        tell(event);
      }
      await transcribed;
    } finally {
      pipeline.close();
      this.#running.delete(source.id);
    }
  }
}

/** Reads all events, whether or not anybody still takes them. Errors reach the reader of the channel. */
async function pump(events: AsyncIterable<CaptionEvent>, into: BoundedChannel<CaptionEvent>): Promise<void> {
  try {
    for await (const event of events) into.push(event);
    into.close();
  } catch (error) {
    into.fail(error);
  }
}
