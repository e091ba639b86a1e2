import { EngineError } from '../../errors.ts';
import { modelLanguages } from './model-languages.ts';
import { openModel, pairsIn, type ModelRoot, type TranslationModel } from './model-files.ts';

/** The language that all models translate from or into. */
const PIVOT = 'en';

/**
 * The translation models of some folders, `<source>-<target>/…`. Of two models for one pair that of the earlier folder
 * counts, also where it is damaged: a demo model never takes the place of a real one unseen.
 */
export class ModelFolder {
  /** What is wrong with the models that cannot be used, by pair. */
  readonly problems: ReadonlyMap<string, EngineError>;
  readonly #models: ReadonlyMap<string, TranslationModel>;
  readonly #obtainable: ReadonlySet<string>;

  private constructor(
    models: ReadonlyMap<string, TranslationModel>,
    problems: ReadonlyMap<string, EngineError>,
    obtainable: ReadonlySet<string>,
  ) {
    this.#models = models;
    this.problems = problems;
    this.#obtainable = obtainable;
  }

  /**
   * Reads which models there are, and checks that their files are whole. One damaged model is told in `problems`.
   * @param roots best first; one that does not exist is empty.
   * @param obtainable the pairs that "overlingo models get" knows.
   * @throws EngineError `model-missing` where there is none, `model-damaged` where none is whole.
   */
  static async open(roots: readonly ModelRoot[], obtainable: readonly string[] = []): Promise<ModelFolder> {
    const models = new Map<string, TranslationModel>();
    const problems = new Map<string, EngineError>();
    for (const root of roots) {
      for (const pair of await pairsIn(root)) {
        if (models.has(pair) || problems.has(pair)) continue;
        try {
          models.set(pair, await openModel(root, pair));
        } catch (error) {
          if (!(error instanceof EngineError)) throw error;
          problems.set(pair, error);
        }
      }
    }
    const [firstProblem] = problems.values();
    if (models.size === 0) throw firstProblem ?? noModels(roots);
    return new ModelFolder(models, problems, new Set(obtainable));
  }

  /** All models that can be used. */
  get models(): readonly TranslationModel[] {
    return [...this.#models.values()];
  }

  /** The models that lead from one language to another, in order: one, or two through English. BCP-47 tags. */
  route(sourceLanguage: string, targetLanguage: string): readonly TranslationModel[] | undefined {
    for (const pairs of routes(sourceLanguage, targetLanguage)) {
      const models = pairs.flatMap((pair) => this.#models.get(pair) ?? []);
      if (models.length === pairs.length) return models;
    }
    return undefined;
  }

  /** One sentence about why there is no route, for the user. */
  whyNoRoute(sourceLanguage: string, targetLanguage: string): string {
    const possible = routes(sourceLanguage, targetLanguage);
    if (modelLanguages(sourceLanguage, 'source').length === 0) {
      return 'The local translator must know the spoken language: set it, or let the speech model find it.';
    }
    const [problem] = possible.flat().flatMap((pair) => this.problems.get(pair) ?? []);
    if (problem) return problem.message;
    const wanted = possible.find((pairs) =>
      pairs.every((pair) => this.#models.has(pair) || this.#obtainable.has(pair)),
    );
    if (!wanted) return `The local translator has models only for ${[...this.#models.keys()].join(', ')}.`;
    const missing = wanted.filter((pair) => !this.#models.has(pair));
    const what = missing.length === 1 ? 'translation model' : 'translation models';
    return `The ${what} ${missing.join(' and ')} must be downloaded: overlingo models get ${missing.join(' ')}.`;
  }
}

/** The ways between two languages, as names of models, best first. */
function routes(sourceLanguage: string, targetLanguage: string): readonly (readonly string[])[] {
  const sources = modelLanguages(sourceLanguage, 'source');
  const targets = modelLanguages(targetLanguage, 'target');
  const ends = sources.flatMap((source) => targets.map((target) => ({ source, target })));
  const different = ends.filter(({ source, target }) => source !== target);
  const direct = different.map(({ source, target }) => [`${source}-${target}`]);
  const pivots = different
    .filter(({ source, target }) => source !== PIVOT && target !== PIVOT)
    .map(({ source, target }) => [`${source}-${PIVOT}`, `${PIVOT}-${target}`]);
  return [...direct, ...pivots];
}

function noModels(roots: readonly ModelRoot[]): EngineError {
  const folders = roots.map(({ folder }) => folder).join(' and ');
  return new EngineError('model-missing', `No translation models were found in ${folders}.`, {
    hint: 'Get some with "overlingo models get es-en". A model is a folder like "en-es" with model.bin and vocab.spm.',
    stage: 'translation',
  });
}
