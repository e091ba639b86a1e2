import { setMaxListeners } from 'node:events';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { EngineConfig } from '../engine-config.ts';
import { EngineError } from '../errors.ts';
import { Metrics } from '../pipeline/metrics.ts';
import type { EngineOutput } from '../pipeline/output.ts';
import {
  everySpoken,
  type AddedSource,
  type SourceConfig,
  type SourceHost,
  type SourceOptions,
} from '../pipeline/source.ts';
import type { StageContext } from '../pipeline/stage.ts';
import type { RetainedAudio } from '../transcription/retained-audio.ts';
import type { TranslationTarget } from '../translation/target-context.ts';
import { translateStage } from '../translation/translate-stage.ts';
import { checkSpokenLanguages, checkTargetLanguage } from './check-languages.ts';
import type { Recognizers } from './open-recognizers.ts';
import type { Vocabulary } from './open-vocabulary.ts';
import type { RecognizerSet } from './recognizer-set.ts';
import { SourceGroup } from './source-group.ts';
import { createSourcePipeline, type SourcePipeline } from './source-pipeline.ts';
import type { Translators } from './translators.ts';

interface SourcesOptions {
  readonly config: EngineConfig;
  readonly recognizers: RecognizerSet;
  readonly retained: RetainedAudio;
  readonly vocabulary: Vocabulary;
  readonly translators: Translators;
  readonly context: StageContext;
  /** What shown sources are counted and published by. */
  readonly metrics: Metrics;
  readonly publish: (output: EngineOutput) => void;
}

interface Running {
  readonly pipeline: SourcePipeline;
  readonly shown: boolean;
}

/**
 * All sources of a run: those of the configuration, which are there from the start, and those that come and go. They share
 * the recognisers and the translators. Shown ones are translated together, others each by itself.
 */
export class Sources implements SourceHost {
  readonly #options: SourcesOptions;
  readonly #running = new Map<string, Running>();
  /** Ids are not used twice: events of the former source may still be on their way. */
  readonly #usedIds = new Set<string>();
  #shownGroup: SourceGroup | undefined;

  constructor(options: SourcesOptions) {
    this.#options = options;
    // Every source listens to it, and Node takes more than ten listeners for a leak.
    setMaxListeners(0, options.context.signal);
  }

  /** How long the oldest unpublished final of a shown source has waited, in milliseconds. */
  behindMs(): number {
    return Math.max(0, ...[...this.#running.values()].map(({ pipeline, shown }) => (shown ? pipeline.behindMs() : 0)));
  }

  /** Throws an `EngineError` where the source or one of its languages cannot be had. */
  check(source: SourceConfig, { translate = [] }: SourceOptions = {}): void {
    for (const spoken of everySpoken(source)) this.#recognizersFor(spoken);
    for (const language of translate) checkTargetLanguage(language);
    if (this.#usedIds.has(source.id)) throw new EngineError('internal', `There is a source ${source.id} already.`);
  }

  /** Throws an `EngineError` where a language cannot be heard by what is loaded. */
  checkSpoken(spoken: SpokenLanguage): void {
    this.#recognizersFor(spoken);
  }

  async add(source: SourceConfig, options: SourceOptions = {}): Promise<AddedSource> {
    this.check(source, options);
    this.#usedIds.add(source.id);
    const targets = await this.#options.translators.targets(options.translate);
    const removed = new AbortController();
    const done = this.#run(source, { targets, options, removed: removed.signal });
    // A caller that only removes it does not look at it; an error of its capture must not end the process then.
    done.catch(() => undefined);
    return { done, remove: () => removed.abort() };
  }

  async #run(
    source: SourceConfig,
    {
      targets,
      options,
      removed,
    }: { targets: readonly TranslationTarget[]; options: SourceOptions; removed: AbortSignal },
  ): Promise<void> {
    const { context, metrics, publish, retained } = this.#options;
    const { shown = false, listener } = options;
    const tell = (output: EngineOutput): void => {
      if (removed.aborted) return;
      if (shown) publish(output);
      listener?.(output);
    };
    const pipeline = this.#pipeline(source, { targets, metrics: shown ? metrics : new Metrics(), tell });
    const isShared = shown && options.translate === undefined;
    const own = { targets, sources: [source], shown, tell, abandoned: removed };
    const group = isShared ? this.#shared(targets) : this.#group(own);
    this.#running.set(source.id, { pipeline, shown });
    try {
      const signal = AbortSignal.any([context.signal, removed]);
      await group.caption(pipeline.events({ ...context, signal }), { sourceId: source.id, tell, removed });
    } finally {
      if (!isShared) group.close();
      retained.releaseSource(source.id);
      this.#running.delete(source.id);
    }
  }

  #pipeline(
    source: SourceConfig,
    {
      targets,
      metrics,
      tell,
    }: { targets: readonly TranslationTarget[]; metrics: Metrics; tell: (output: EngineOutput) => void },
  ): SourcePipeline {
    const { config, retained, vocabulary } = this.#options;
    const wantsAudio = targets.some(({ language, translator }) => translator.wantsAudio?.(language));
    return createSourcePipeline({
      config,
      source,
      recognizersFor: (spoken) => this.#recognizersFor(spoken),
      retained: wantsAudio ? retained : undefined,
      metrics,
      prompt: vocabulary.prompt,
      onNotice: tell,
    });
  }

  #recognizersFor(spoken: SpokenLanguage): Recognizers {
    const recognizers = this.#options.recognizers.for(spoken);
    checkSpokenLanguages(spoken, recognizers.infos);
    return recognizers;
  }

  /** The group of the shown sources, which lasts as long as the run. */
  #shared(targets: readonly TranslationTarget[]): SourceGroup {
    const { config, publish } = this.#options;
    this.#shownGroup ??= this.#group({ targets, sources: config.sources, shown: true, tell: publish });
    return this.#shownGroup;
  }

  /** The one place where captions are corrected, translated and masked. */
  #group({
    targets,
    sources,
    shown,
    tell,
    abandoned,
  }: {
    readonly targets: readonly TranslationTarget[];
    /** Pairs of their languages that do not work are told at once, those of others with their first caption. */
    readonly sources: readonly SourceConfig[];
    readonly shown: boolean;
    readonly tell: (output: EngineOutput) => void;
    readonly abandoned?: AbortSignal;
  }): SourceGroup {
    const { context, retained, vocabulary, translators } = this.#options;
    const translate = translateStage({
      targets,
      sourceLanguages: sources.flatMap(everySpoken).flatMap(wantedLanguages),
      onNotice: tell,
      get readingMode() {
        return translators.readingMode;
      },
      // A program that asked for captions reads them, whoever else does.
      ...(shown ? { onRequest: (report) => translators.measure(report), paused: () => translators.paused } : {}),
    });
    return new SourceGroup({
      translate: vocabulary.around(translate),
      targetCount: targets.length,
      context,
      abandoned,
      onTold: (id) => retained.release(id),
    });
  }
}
