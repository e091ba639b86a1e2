import type { ClipAction, ClipStatus } from '../../protocol/clip-contract.ts';

/** The clip of a demo, for the pages that let it be heard. */
export interface ServedClip {
  /** A WAV file. */
  readonly file: string;
  status(): ClipStatus;
  /** Asks for what a page wants. */
  control(action: ClipAction): void;
  /** Calls back at each change of the state. Gives back what ends that. */
  onChange(listener: () => void): () => void;
}
