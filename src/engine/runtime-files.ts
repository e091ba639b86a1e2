/** Where the built parts of the program lie; found once by the composition root and passed on. */
export interface RuntimeFiles {
  /** JavaScript file of the recogniser host process. */
  readonly recognizerHost: string;
  /** JavaScript file of the process that reads sound devices by native libraries. */
  readonly audioChild: string;
  /** JavaScript file of the worker thread that runs Firefox's translation engine. */
  readonly translationWorker: string;
  /** Folder of the built pages. */
  readonly pages: string;
  /** Folder of the translation models of this user; it need not exist. */
  readonly translationModels: string;
  /** Folder of the bundled models, clips, fonts and themes. */
  readonly assets: string;
}
