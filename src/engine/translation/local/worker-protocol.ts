import type { EngineErrorData } from '../../errors.ts';

/** One translation model: its languages, such as `es-en`, and its files, which name it for the worker. */
export interface ModelFiles {
  readonly pair: string;
  readonly modelFile: string;
  readonly sourceVocabularyFile: string;
  /** The same file for most pairs. */
  readonly targetVocabularyFile: string;
}

/** Asks the worker for one translation, or to forget a model. It answers translations in their order, one answer each. */
export type WorkerRequest =
  | { readonly type: 'translate'; readonly id: number; readonly model: ModelFiles; readonly text: string }
  | { readonly type: 'unload'; readonly modelFile: string };

/** What the worker says. `ready` comes once, before anything else. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | {
      readonly type: 'translated';
      readonly id: number;
      readonly text: string;
      /** What the model takes in memory, where it was loaded for this translation. */
      readonly loadedBytes?: number;
    }
  | {
      readonly type: 'failed';
      readonly id: number;
      /** `model-damaged` where its files cannot be used, `translator-failed` where it broke over this text. */
      readonly error: EngineErrorData;
      /** The library's memory may be damaged: the worker must be replaced. */
      readonly fatal: boolean;
    };
