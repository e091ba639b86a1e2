/** The files of one translation model. They name it for the worker. */
export interface ModelFiles {
  readonly modelFile: string;
  readonly vocabularyFile: string;
}

/** Asks the worker for one translation. It answers requests in their order, one answer each. */
export interface WorkerRequest {
  readonly id: number;
  readonly model: ModelFiles;
  readonly text: string;
}

/** What the worker says. `ready` comes once, before anything else. */
export type WorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'translated'; readonly id: number; readonly text: string }
  | {
      readonly type: 'failed';
      readonly id: number;
      /** `model`: its files cannot be read. `text`: the model broke over this text. */
      readonly cause: 'model' | 'text';
      /** The engine's own words. Never holds the text. */
      readonly reason: string;
      /** The engine's memory may be damaged: the worker must be replaced. */
      readonly fatal: boolean;
    };
