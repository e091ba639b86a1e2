import { execFileSync } from 'node:child_process';
import path from 'node:path';

/** Builds the program once before all tests, so that they run the same files as users do. */
export default function buildOnce(): void {
  const root = path.join(import.meta.dirname, '../..');
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  execFileSync(process.execPath, [tsx, 'scripts/build.ts', '--quiet'], { cwd: root, stdio: 'inherit' });
}
