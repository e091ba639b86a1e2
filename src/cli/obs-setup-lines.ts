import type { PlannedRemoval } from '../engine/obs/remove-sources.ts';
import type { PlannedSource, SetupStep } from '../engine/obs/setup-plan.ts';
import { printable, styles, type Printable } from './print.ts';

interface Setup {
  readonly scene: string;
  readonly dryRun: boolean;
  readonly sources: readonly PlannedSource[];
}

/** What was done for each source, or would be. */
export function describeSetup({ scene, dryRun, sources }: Setup): readonly (string | Printable)[] {
  return sources.flatMap(({ name, url, steps }) => [
    printable`${styles.bold(name)}  ${url}  in the scene "${scene}"`,
    ...(steps.length === 0
      ? [dryRun ? '  nothing to change' : '  nothing to change; its page is loaded anew']
      : steps.map((step) => `  ${dryRun ? 'would be ' : ''}${describeStep(step)}`)),
  ]);
}

function describeStep(step: SetupStep): string {
  switch (step.type) {
    case 'create':
      return `created, ${step.settings.width} x ${step.settings.height}, on top, locked`;
    case 'change':
      return `changed: ${Object.entries(step.settings)
        .map(([setting, value]) => `${setting} ${value}`)
        .join(', ')}`;
    case 'add-to-scene':
      return 'added to the scene, on top, locked';
    case 'place':
      return 'moved to the corner of the canvas, in its own size';
    case 'raise':
      return 'moved on top of the scene';
    case 'lock':
      return 'locked';
  }
}

interface Removal {
  /** Where they go from; from everywhere where absent. */
  readonly scene: string | undefined;
  readonly dryRun: boolean;
  readonly removed: readonly PlannedRemoval[];
}

/** What was taken away, or would be. */
export function describeRemoval({ scene, dryRun, removed }: Removal): readonly (string | Printable)[] {
  const from = scene === undefined ? 'OBS' : `the scene "${scene}"`;
  if (removed.length === 0) return [`There is nothing to remove from ${from}.`];
  return removed.map(
    ({ name, url }) => printable`${styles.bold(name)}  ${url}  ${dryRun ? 'would be removed' : 'removed'} from ${from}`,
  );
}
