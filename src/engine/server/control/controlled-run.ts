import type { ControlAnswer, ControlCommand, ControlState, SourceLevels } from '../../../protocol/control-contract.ts';
import type { Cue } from '../../../protocol/cue.ts';

/** A run, for those who control it. Each method may be called at any time. */
export interface ControlledRun {
  state(): ControlState;
  /** The newest captions that are final, oldest first, but for those that were called wrong. */
  lines(): readonly Cue[];
  /** Carries a command out. Never rejects. */
  run(command: ControlCommand): Promise<ControlAnswer>;
  /** Calls `listener` whenever the state may have changed. Gives back what ends that. */
  onChange(listener: () => void): () => void;
  /** Tells how loud sources are. Measures nothing while nobody listens. Gives back what ends that. */
  watchLevels(listener: (levels: SourceLevels) => void): () => void;
}
