import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

// Adds the optional packages of other systems that npm left out of package-lock.json. npm leaves out what the registry in
// use does not have, and then `npm ci` refuses the file; other systems would go without their native packages.
// Those that were added without a checksum before are left to npm first, which knows it once the registry has them.
// Run it after every change of the dependencies: npm run lockfile

interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
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

interface LockFile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

const file = path.join(import.meta.dirname, '../package-lock.json');
write(Object.entries(read().packages).filter(([key, { integrity }]) => key === '' || integrity !== undefined));
const install = ['install', '--package-lock-only', '--ignore-scripts', '--omit-lockfile-registry-resolved'];
execFileSync('npm', install, { cwd: path.dirname(file), stdio: 'inherit', shell: process.platform === 'win32' });

const lock = read();
const missing = Object.entries(lock.packages).flatMap(([from, owner]) =>
  Object.entries(owner.optionalDependencies ?? {})
    .filter(([name, range]) => isMissing(from, name) && /^[\^~]?\d/u.test(range))
    .map(([name, range]) => [`node_modules/${name}`, completed(name, range, owner)] as const),
);
const [root, ...others] = Object.entries({ ...lock.packages, ...Object.fromEntries(missing) });
if (!root) throw new Error('package-lock.json has no packages.');
write([root, ...others.toSorted(([a], [b]) => a.localeCompare(b, 'en'))]);
console.log(
  missing.length === 0 ? 'Nothing was missing.' : `Without a checksum: ${missing.map(([key]) => key).join(', ')}.`,
);

function read(): LockFile {
  return JSON.parse(readFileSync(file, 'utf8')) as LockFile;
}

function write(packages: readonly (readonly [string, LockedPackage])[]): void {
  writeFileSync(file, `${JSON.stringify({ ...read(), packages: Object.fromEntries(packages) }, null, 2)}\n`);
}

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
