import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, chmod, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';

/** The Chromium inside OBS 28 to 30 (`103`), and inside OBS 31 and 32 (`127`). */
export type ChromiumVersion = '103' | '127';

/** A running browser, or why there is none here and what would help. */
export type ChromiumLaunch =
  | { readonly browser: Browser; readonly reason?: undefined }
  | { readonly browser?: undefined; readonly reason: string };

const require = createRequire(import.meta.url);

/**
 * Both builds need the libraries of package 127: package 103 lacks libnspr4. Where the system has them as well, these
 * are used, so that every machine runs the same.
 */
const LIBRARY_ARCHIVES = ['al2.tar.br', 'al2023.tar.br'];

const FLAGS = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--no-pings',
  '--font-render-hinting=none',
];

/**
 * Starts the Chromium of an npm package of this repository, without anything of the system but glibc.
 * The package's own `executablePath()` cannot serve: every version unpacks itself to the same file, /tmp/chromium.
 * @param flags further ones, such as those of a microphone that plays a file.
 */
export async function launchChromium(version: ChromiumVersion, flags: readonly string[] = []): Promise<ChromiumLaunch> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { reason: `The bundled Chromium ${version} runs on Linux x64 only; the CI runs these tests.` };
  }
  try {
    const folder = await unpackedChromium(version);
    const browser = await chromium.launch({
      executablePath: path.join(folder, 'chromium'),
      args: [...FLAGS, ...flags],
      env: { ...process.env, LD_LIBRARY_PATH: path.join(folder, 'lib') },
    });
    return { browser };
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { reason: `Chromium ${version} did not start (${message}). Try: npm ci && rm -rf ${folderOf(version)}` };
  }
}

/** Per user, so that nobody else of the machine can put a program there first. */
function folderOf(version: ChromiumVersion): string {
  return path.join(os.tmpdir(), `overlingo-chromium-${version}-${os.userInfo().uid}`);
}

/** The folder with the packed browser and its libraries. */
function archivesOf(version: ChromiumVersion): string {
  const main = version === '103' ? require.resolve('chromium-103') : require.resolve('chromium-127');
  return path.join(path.dirname(main), '../bin');
}

/** Unpacks once. Test workers may race: each unpacks into a folder of its own, and the first to rename it wins. */
async function unpackedChromium(version: ChromiumVersion): Promise<string> {
  const folder = folderOf(version);
  if (await exists(path.join(folder, 'chromium'))) return folder;
  const own = await mkdtemp(`${folder}-`);
  const bin = archivesOf(version);
  await Promise.all([
    unbrotli(path.join(bin, 'chromium.br'), path.join(own, 'chromium')),
    untar(path.join(bin, 'swiftshader.tar.br'), own),
    ...LIBRARY_ARCHIVES.map((archive) => untar(path.join(archivesOf('127'), archive), own)),
  ]);
  await chmod(path.join(own, 'chromium'), 0o755);
  await rename(own, folder).catch(async (error: unknown) => {
    await rm(own, { recursive: true, force: true });
    if (!(await exists(path.join(folder, 'chromium')))) throw error;
  });
  return folder;
}

async function unbrotli(archive: string, file: string): Promise<void> {
  await pipeline(createReadStream(archive), createBrotliDecompress(), createWriteStream(file));
}

async function untar(archive: string, folder: string): Promise<void> {
  const tar = path.join(folder, path.basename(archive, '.br'));
  await unbrotli(archive, tar);
  await promisify(execFile)('tar', ['-xf', tar, '--no-same-owner', '-C', folder]);
  await rm(tar);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
