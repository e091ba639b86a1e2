import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../../errors.ts';
import { primaryLanguage } from '../language-pair.ts';
import { modelFileFault } from './model-header.ts';
import type { ModelFiles } from './worker-protocol.ts';

/** One model: it translates from one language into another. */
export interface TranslationModel extends ModelFiles {
  /** Such as `es-en`. */
  readonly pair: string;
}

/** The language that all models translate from or into. */
const PIVOT = 'en';

const PAIR_FOLDER = /^[a-z]{2,3}-[a-z]{2,3}$/;

/** The translation models of a folder, `<source>-<target>/{model.bin,vocab.spm}` with primary language subtags. */
export class ModelFolder {
  /** What is wrong with the models that cannot be used, by pair. */
  readonly problems: ReadonlyMap<string, EngineError>;
  readonly #models: ReadonlyMap<string, TranslationModel>;

  private constructor(models: readonly TranslationModel[], problems: ReadonlyMap<string, EngineError>) {
    this.#models = new Map(models.map((model) => [model.pair, model]));
    this.problems = problems;
  }

  /**
   * Reads which models there are, and checks that their files are whole. One damaged model is told in `problems`.
   * @throws EngineError `model-missing` where there is none, `model-damaged` where none is whole.
   */
  static async open(folder: string): Promise<ModelFolder> {
    const entries = await readdir(folder).catch((error: unknown) => {
      throw noModels(folder, error);
    });
    const pairs = entries.filter((entry) => PAIR_FOLDER.test(entry)).sort();
    const models: TranslationModel[] = [];
    const problems = new Map<string, EngineError>();
    for (const pair of pairs) {
      const model = {
        pair,
        modelFile: path.join(folder, pair, 'model.bin'),
        vocabularyFile: path.join(folder, pair, 'vocab.spm'),
      };
      const problem = await problemOf(model);
      if (problem) problems.set(pair, problem);
      else models.push(model);
    }
    const [firstProblem] = problems.values();
    if (models.length === 0) throw firstProblem ?? noModels(folder);
    return new ModelFolder(models, problems);
  }

  /** The models that lead from one language to another, in order: one, or two through English. BCP-47 tags. */
  route(sourceLanguage: string, targetLanguage: string): readonly TranslationModel[] | undefined {
    const source = primaryLanguage(sourceLanguage);
    const target = primaryLanguage(targetLanguage);
    const direct = this.#models.get(`${source}-${target}`);
    if (direct) return [direct];
    const toPivot = this.#models.get(`${source}-${PIVOT}`);
    const fromPivot = this.#models.get(`${PIVOT}-${target}`);
    return toPivot && fromPivot && source !== target ? [toPivot, fromPivot] : undefined;
  }

  /** One sentence about why there is no route, for the user. */
  whyNoRoute(sourceLanguage: string, targetLanguage: string): string {
    const source = primaryLanguage(sourceLanguage);
    const target = primaryLanguage(targetLanguage);
    const [problem] = [`${source}-${target}`, `${source}-${PIVOT}`, `${PIVOT}-${target}`].flatMap(
      (pair) => this.problems.get(pair) ?? [],
    );
    return problem?.message ?? `The local engine has models only for ${[...this.#models.keys()].join(', ')}.`;
  }
}

/** The error of a model that cannot be used. `fault` ends a sentence that begins with the file. */
export function damagedModel(pair: string, file: string, fault: string): EngineError {
  return new EngineError('model-damaged', `The translation model ${pair} cannot be used: ${file} ${fault}.`, {
    hint: 'Replace its folder by a fresh copy.',
    stage: 'translation',
  });
}

async function problemOf({ pair, modelFile, vocabularyFile }: TranslationModel): Promise<EngineError | undefined> {
  for (const file of [modelFile, vocabularyFile]) {
    const size = await stat(file).then(
      (found) => (found.isFile() ? found.size : 0),
      () => undefined,
    );
    if (size === undefined) {
      return new EngineError('model-missing', `The translation model ${pair} is incomplete: ${file} is missing.`, {
        hint: 'Replace its folder by a fresh copy.',
        stage: 'translation',
      });
    }
    if (size === 0) return damagedModel(pair, file, 'is empty');
  }
  const fault = await modelFileFault(modelFile);
  return fault === undefined ? undefined : damagedModel(pair, modelFile, fault);
}

function noModels(folder: string, cause?: unknown): EngineError {
  return new EngineError('model-missing', `No translation models were found in ${folder}.`, {
    hint: 'Its subfolders must be named like "en-es" and hold model.bin and vocab.spm.',
    stage: 'translation',
    cause,
  });
}
