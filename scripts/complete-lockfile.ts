import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Adds the optional packages of other systems that npm left out of package-lock.json. npm leaves out what the registry in
// use does not have, and then `npm ci` refuses the file; other systems would go without their native packages.
// Run it after every change of the dependencies: npm run lockfile

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
  readonly optional?: boolean;
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/darwin/u, 'darwin'],
  [/win32|-win-/u, 'win32'],
  [/android/u, 'android'],
  [/freebsd/u, 'freebsd'],
  [/openbsd/u, 'openbsd'],
  [/openharmony/u, 'openharmony'],
  [/linux/u, 'linux'],
];

const file = path.join(import.meta.dirname, '../package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8')) as { packages: Record<string, LockedPackage> };
const missing = Object.entries(lock.packages).flatMap(([from, owner]) =>
  Object.entries(owner.optionalDependencies ?? {})
    .filter(([name, range]) => isMissing(from, name) && /^[\^~]?\d/u.test(range))
    .map(([name, range]) => [`node_modules/${name}`, completed(name, range, owner)] as const),
);
const [root, ...others] = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
if (!root) throw new Error('package-lock.json has no packages.');
const sorted = others.toSorted(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries([root, ...sorted]) }, null, 2)}\n`);
console.log(missing.length === 0 ? 'Nothing was missing.' : `Added ${missing.map(([key]) => key).join(', ')}.`);

function isMissing(from: string, name: string): boolean {
  return !lock.packages[`node_modules/${name}`] && !lock.packages[`${from}/node_modules/${name}`];
}

/** What npm would have written, but for the address and the checksum, which only the registry knows. */
function completed(name: string, range: string, { license, dev }: LockedPackage): LockedPackage {
  const os = SYSTEMS.find(([pattern]) => pattern.test(name))?.[1];
  const cpu = /(?:arm64|ia32|x64|loong64|ppc64|riscv64|s390x|arm)(?=-|$)/u.exec(name.replace(/^.*\//u, ''))?.[0];
  const libc = os === 'linux' ? libcOf(name) : undefined;
  return {
    version: range.replace(/^[\^~]/u, ''),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(dev === undefined ? {} : { dev }),
    ...(libc === undefined ? {} : { libc: [libc] }),
    ...(license === undefined ? {} : { license }),
    optional: true,
    ...(os === undefined ? {} : { os: [os] }),
  };
}

function libcOf(name: string): string | undefined {
  if (name.includes('musl')) return 'musl';
  return name.includes('gnu') ? 'glibc' : undefined;
}
