import { createRequire } from 'node:module';
import type { Availability } from '../pipeline/availability.ts';

/** Whether a package with native code is there. It is not loaded: native code that is broken may end the process. */
export function packageAvailability(name: string): Availability {
  try {
    createRequire(import.meta.url).resolve(name);
    return { available: true };
  } catch {
    return {
      available: false,
      reason: `The package ${name} is not installed.`,
      hint: 'Install Overlingo again with its optional packages.',
    };
  }
}
