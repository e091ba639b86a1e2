import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

// Packs the package as it would be published, and looks at it as those do who install it: with publint and attw, whether
// the reports of its surface are current, and with --install by installing it into an empty folder and running it.

const root = path.join(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(os.tmpdir(), 'overlingo-package-'));
// npm is a script on Windows.
const shell = process.platform === 'win32';
const run = (program: string, args: readonly string[], cwd = root): void => {
  execFileSync(program, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], shell });
};

async function lint(tarball: string): Promise<void> {
  const { buffer } = Uint8Array.from(readFileSync(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: buffer }, strict: true });
  for (const message of messages) console.error(`publint: ${formatMessage(message, pkg) ?? message.code}`);
  if (messages.length > 0) throw new Error('publint has found something.');
}

function install(tarball: string): void {
  const empty = path.join(folder, 'empty');
  const overlingo = path.join(empty, 'node_modules/overlingo/dist/cli.js');
  run('npm', ['install', '--prefix', empty, '--prefer-offline', '--no-audit', '--no-fund', tarball]);
  writeFileSync(path.join(empty, 'entries.mjs'), ENTRIES_PROGRAM);
  run('node', ['entries.mjs'], empty);
  run('node', [overlingo, 'transcribe', path.join(empty, 'node_modules/overlingo/assets/demo/demo-en.wav')], empty);
}

const ENTRIES_PROGRAM = `
import { startSession } from 'overlingo';
import { applyCaptionEvent } from 'overlingo/protocol';
import { sampleOutput } from 'overlingo/testing';
console.log(typeof startSession, typeof applyCaptionEvent, sampleOutput().length);
`;

try {
  run('node', ['node_modules/tsx/dist/cli.mjs', 'scripts/api-report.ts', '--check']);
  run('npm', ['pack', '--ignore-scripts=false', '--silent', '--pack-destination', folder]);
  const tarball = path.join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  await lint(tarball);
  run('node', ['node_modules/@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'esm-only']);
  if (process.argv.includes('--install')) install(tarball);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
