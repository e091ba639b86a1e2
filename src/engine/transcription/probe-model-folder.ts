import { availabilityOf, type Availability } from '../pipeline/availability.ts';
import { packageAvailability } from './installed-package.ts';
import { requireModelFiles } from './model-files.ts';
import type { RecognizerProbeTools } from './recognizer-definition.ts';

/** Whether a model can be used: its files are there, and so is the package that runs it. @param files paths. */
export function probeModelFolder(
  files: readonly string[],
  packageName: string,
  tools: RecognizerProbeTools,
): Promise<Availability> {
  return availabilityOf(
    'The folder of the speech model',
    async () => {
      await requireModelFiles(files);
      return packageAvailability(packageName);
    },
    tools,
  );
}
