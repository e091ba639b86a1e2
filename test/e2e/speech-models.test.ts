import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asset, cliFile } from '../support/files.ts';
import { archiveOf } from '../support/models/hostile-archive.ts';
import { MirrorServer } from '../support/mirror-server.ts';
import { withoutOwnSettings } from '../support/run-cli.ts';

/** The bundled model, which the mirror offers under the addresses of this list, as if it were one of many. */
const PARTS = ['encoder.onnx', 'decoder.onnx', 'tokens.txt'];

let mirror: MirrorServer;
/** A copy of the package whose list of speech models is that of the test. */
let root: string;
let home: string;

beforeEach(async () => {
  mirror = await MirrorServer.start();
  root = await mkdtemp(path.join(os.tmpdir(), 'overlingo-package-'));
  home = path.join(root, 'home');
  const source = path.join(path.dirname(cliFile), '..');
  await cp(path.dirname(cliFile), path.join(root, 'dist'), { recursive: true });
  await cp(path.join(source, 'package.json'), path.join(root, 'package.json'));
  await symlink(path.join(source, 'node_modules'), path.join(root, 'node_modules'), 'junction');
  await mkdir(path.join(root, 'assets/models'), { recursive: true });
  for (const name of await readdir(asset())) {
    if (name !== 'models') await symlink(asset(name), path.join(root, 'assets', name), 'junction');
  }
  for (const name of await readdir(asset('models'))) {
    if (name !== 'speech-catalogue.json')
      await cp(asset('models', name), path.join(root, 'assets/models', name), { recursive: true });
  }
  await offer();
});
afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  await rm(root, { recursive: true });
});

async function offer(): Promise<void> {
  const names = await readdir(asset('models/demo-whisper'));
  const read = async (part: string): Promise<Buffer> => {
    const [stem = '', ending = ''] = part.split('.');
    const name = names.find((one) => one.includes(stem) && one.endsWith(ending)) ?? '';
    return readFile(asset('models/demo-whisper', name));
  };
  const files = await Promise.all(PARTS.map(async (name) => ({ name, content: await read(name) })));
  const plain = files.map(({ name, content }) => ({ ...mirror.add(`tiny/${name}`, content), name }));
  const archive = await archiveOf(files.map(({ name, content }) => ({ path: `tiny/${name}`, content })));
  const packed = { ...mirror.add('tiny.tar.bz2', archive), name: 'tiny.tar.bz2', packing: 'tar.bz2', members: PARTS };
  const entry = (id: string, licence: object, served: readonly (object & { readonly path: string })[]) => ({
    id,
    title: id,
    engine: 'whisper-onnx',
    languages: ['en', 'es'],
    streaming: false,
    licence,
    hardware: 'any',
    files: served.map(({ path: place, ...file }) => ({ ...file, url: `https://models.invalid/${place}` })),
  });
  const mit = { name: 'MIT', commercial: true };
  const models = [
    entry('tiny-files', mit, plain),
    entry('tiny-archive', mit, [packed]),
    entry('tiny-free', { name: 'CC-BY-NC-4.0', commercial: false }, plain),
  ];
  await writeFile(path.join(root, 'assets/models/speech-catalogue.json'), JSON.stringify({ models }));
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function start(args: readonly string[]) {
  const env = { ...process.env, XDG_DATA_HOME: home, HOME: home, LOCALAPPDATA: home, XDG_CACHE_HOME: home };
  const child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), ...args], { env: withoutOwnSettings(env) });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.end();
  const ended = once(child, 'close').then(([code]): Ended => ({ code: code as number | null, ...output }));
  return { child, output, ended };
}

const overlingo = (...args: string[]): Promise<Ended> => start(args).ended;
const get = (...args: string[]): Promise<Ended> => overlingo('models', 'get', ...args, '--mirror', mirror.address);

it('leads from nothing to captions: get a packed model, and use it', async () => {
  const clip = asset('demo/demo-es.wav');
  const use = (): Promise<Ended> => overlingo('transcribe', clip, '--language', 'es', '--model', 'tiny-archive');
  expect(await use()).toMatchObject({
    code: 4,
    stderr:
      'overlingo: The speech model tiny-archive is not downloaded. Run overlingo models get tiny-archive. [model-missing]\n',
  });
  const got = await get('tiny-archive');
  expect(got).toMatchObject({ code: 0, stderr: '' });
  expect(got.stdout).toMatch(
    /^tiny-archive: \d+\.\d MB\ntiny-archive is installed in .*speech-models\nUse it with --model tiny-archive\n$/u,
  );
  expect((await use()).stdout).toContain('Buenas noches a todos.');
});

it('lists, verifies and removes what is there', async () => {
  expect(await get('tiny-files')).toMatchObject({ code: 0 });
  const listed = (await overlingo('models', 'list', 'speech')).stdout;
  expect(listed).toMatch(/^\* tiny-files .* en es +any PC +whisper-onnx +MIT$/mu);
  expect(listed).toMatch(/^ {2}tiny-free .*CC-BY-NC-4\.0 \(no commercial use\)$/mu);
  const folder = (await overlingo('models', 'dir', 'speech')).stdout.trim();
  await writeFile(path.join(folder, 'tiny-files/tokens.txt'), 'other');
  expect(await overlingo('models', 'verify')).toMatchObject({
    code: 4,
    stdout: 'tiny-files: damaged: tokens.txt\n',
    stderr: expect.stringContaining('[model-damaged]') as string,
  });
  expect(await overlingo('models', 'remove', 'tiny-files')).toMatchObject({ code: 0 });
  expect(await readdir(folder)).toEqual(['.unfinished']);
});

it('asks before it gets a model with which no money may be earned', async () => {
  expect(await get('tiny-free')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/The licence of tiny-free \(CC-BY-NC-4\.0\) .* Add --yes .*\[usage\]\n$/u) as string,
  });
  expect(mirror.requests).toEqual([]);
  expect(await get('tiny-free', '--yes')).toMatchObject({ code: 0 });
  expect((await get('tiny-free', '--yes')).stdout).toContain('is already installed in');
});

it('keeps what has arrived at Ctrl-C, goes on with it, and lets a second download of the same model wait', async () => {
  mirror.faults.set('tiny/encoder.onnx', { stallAfterBytes: 100_000 });
  const first = start(['models', 'get', 'tiny-files', '--mirror', mirror.address]);
  await expect.poll(() => mirror.requests.length, { timeout: 20_000 }).toBe(1);
  expect(await get('tiny-files')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/is being downloaded by another Overlingo \(process \d+\)\./u) as string,
  });
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(130);
  expect(await get('tiny-files')).toMatchObject({ code: 0 });
  expect(mirror.requests.map(({ range }) => range)).toContain('bytes=100000-');
});

it.runIf(process.platform === 'linux')('goes on after it was killed, and where the disk took no more', async () => {
  mirror.faults.set('tiny/encoder.onnx', { stallAfterBytes: 100_000 });
  const killed = start(['models', 'get', 'tiny-files', '--mirror', mirror.address]);
  await expect.poll(() => mirror.requests.length, { timeout: 20_000 }).toBe(1);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const command = `ulimit -f 1000; exec "${process.execPath}" "${path.join(root, 'dist/cli.js')}" models get tiny-files --mirror ${mirror.address}`;
  const limited = spawn('bash', ['-c', command], { env: { ...process.env, XDG_DATA_HOME: home, HOME: home } });
  let stderr = '';
  limited.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(limited, 'close')) as [number | null];
  expect({ code, stderr }).toMatchObject({ code: 7, stderr: expect.stringContaining('[output-unwritable]') as string });
  expect(await get('tiny-files')).toMatchObject({ code: 0 });
  expect(await overlingo('models', 'verify')).toMatchObject({ code: 0, stdout: 'tiny-files: whole\n' });
});

it('says what is meant by a name that nobody knows', async () => {
  expect(await get('tiny-file')).toMatchObject({
    code: 2,
    stderr: 'overlingo: There is no model "tiny-file". Did you mean tiny-files? See overlingo models list. [usage]\n',
  });
});
