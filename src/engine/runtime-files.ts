/** Where the built parts of the program and the files of this user lie; found once by the composition root and passed on. */
export interface RuntimeFiles {
  /** JavaScript file of the recogniser host process. */
  readonly recognizerHost: string;
  /** Folder of the modules that a host process loads, one for each recogniser that comes with the program. */
  readonly recognizers: string;
  /** JavaScript file of the process that reads sound devices by native libraries. */
  readonly audioChild: string;
  /** JavaScript file of the worker thread that runs Firefox's translation library. */
  readonly translationWorker: string;
  /** Folder of the built pages. */
  readonly pages: string;
  /** Folder of the translation models of this user; it need not exist. */
  readonly translationModels: string;
  /** Folder of the speech models of this user; it need not exist. */
  readonly speechModels: string;
  /** File that keeps what of the monthly budgets of translators is used up; it need not exist. */
  readonly translationUsage: string;
  /** Folder for what can be made again, such as copies of model files for speed; it need not exist. */
  readonly cache: string;
  /** Folder of the bundled models, clips, fonts and themes. */
  readonly assets: string;
}
