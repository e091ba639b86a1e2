import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Each project of the tests has its own copy of this module, but they are in one process. */
const BUILT = 'BUILT_FOR_TESTS';

/** Builds the program once before all tests that need it, so that they run the same files as users do. */
export default function buildOnce(): void {
  if (process.env[BUILT]) return;
  const root = path.join(import.meta.dirname, '../..');
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  execFileSync(process.execPath, [tsx, 'scripts/build.ts', '--quiet'], { cwd: root, stdio: 'inherit' });
  process.env[BUILT] = 'true';
}
