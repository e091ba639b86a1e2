import type { OverlayDefaults } from './overlay-parameters.ts';
import type { StatusNotice } from './status.ts';

/** Where pages that need no captions ask what this run has, with a plain request. */
export const RUN_INFO_PATH = '/run.json';

/** What this run of Overlingo has, and how it is set up. Pages of other devices learn who is let in, and no more. */
export interface RunInfo {
  /** True where browsers may send sound. */
  readonly microphone: boolean;
  /** BCP-47 tags of the target languages, in the order of the configuration. */
  readonly targetLanguages: readonly string[];
  /** How overlays look whose address does not say it. */
  readonly overlay: OverlayDefaults;
  /** What is in use that real speech has no use for, such as a bundled model. */
  readonly notices: readonly StatusNotice[];
}
