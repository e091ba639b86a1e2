import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Availability } from '../pipeline/availability.ts';

/**
 * Whether a package with native code is there. It is not loaded, since native code that is broken may end the process, and
 * not resolved, since `require` finds no package that is for `import` only.
 */
export function packageAvailability(name: string): Availability {
  const folders = createRequire(import.meta.url).resolve.paths(name) ?? [];
  if (folders.some((folder) => existsSync(path.join(folder, name, 'package.json')))) return { available: true };
  return {
    available: false,
    reason: `The package ${name} is not installed.`,
    hint: 'Install Overlingo again with its optional packages.',
  };
}
