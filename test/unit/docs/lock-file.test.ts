import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

/** Packages of which the registry that made the lock file has other versions only. Not one more may be added. */
const WITHOUT_CHECKSUM = [
  ...['darwin-arm64', 'linux-arm64-gnu', 'win32-arm64-msvc', 'win32-x64-msvc'].map(
    (name) => `@decibri/decibri-${name}`,
  ),
  ...['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-arm64-cuda', 'linux-arm64-vulkan'].map(whisper),
  ...['win32-arm64', 'win32-arm64-vulkan', 'win32-x64', 'win32-x64-cuda', 'win32-x64-vulkan'].map(whisper),
];

function whisper(name: string): string {
  return `@fugood/node-whisper-${name}`;
}

it('every package of the lock file has a checksum, and none an address of its own', async () => {
  const text = await readFile(path.join(import.meta.dirname, '../../../package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, LockedPackage> };
  const installed = Object.entries(packages).filter(([key, { link }]) => key !== '' && link !== true);
  expect(installed.length).toBeGreaterThan(400);
  const bare = installed.filter(([, { integrity }]) => !/^sha512-[\w+/]{86}==$/u.test(integrity ?? ''));
  expect(bare.map(([key]) => key.replace(/^node_modules\//u, '')).toSorted()).toEqual(WITHOUT_CHECKSUM.toSorted());
  expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
});
