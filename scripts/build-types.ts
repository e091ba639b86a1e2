import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ENTRIES, rollTypes } from './roll-types.ts';

// Writes the declaration files of the public entries into dist. Apart from the build, since only a package needs them and
// they take longer than all the rest.

const dist = path.join(import.meta.dirname, '../dist');

const files = await rollTypes(ENTRIES);
await mkdir(dist, { recursive: true });
const stale = (await readdir(dist)).filter((name) => name.endsWith('.d.ts') && !files.has(name));
await Promise.all([
  ...[...files].map(([name, code]) => writeFile(path.join(dist, name), code)),
  ...stale.map((name) => rm(path.join(dist, name))),
]);
