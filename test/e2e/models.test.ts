import { readFile } from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asset } from '../support/files.ts';
import { MirrorServer } from '../support/mirror-server.ts';
import { jsonLines, startCli, type CliResult } from '../support/run-cli.ts';

let mirror: MirrorServer;
let home: string;

beforeEach(async () => {
  mirror = await MirrorServer.start();
  home = await mkdtemp(path.join(os.tmpdir(), 'overlingo-home-'));
  const read = (pair: string, name: string) => readFile(asset('models/demo-translation', pair, name));
  mirror.list([
    mirror.add('es-en/model.esen.bin.gz', gzipSync(await read('es-en', 'model.bin'))),
    mirror.add('es-en/vocab.esen.spm', await read('es-en', 'vocab.spm')),
    mirror.add('en-es/model.enes.bin', await read('en-es', 'model.bin')),
    mirror.add('en-es/vocab.enes.spm', await read('en-es', 'vocab.spm')),
  ]);
});
afterEach(async () => {
  await mirror[Symbol.asyncDispose]();
  await rm(home, { recursive: true });
});

function models(...args: string[]): Promise<CliResult> {
  const cli = startCli(['models', ...args], { ...process.env, XDG_DATA_HOME: home, HOME: home, LOCALAPPDATA: home });
  cli.child.stdin.end();
  return cli.ended;
}

it('lists what can be downloaded without asking the network', async () => {
  const { code, stdout } = await models('list');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}es-en +32\.4 MB {2}COMET 0\.857$/mu);
  expect(stdout).toMatch(/^ {2}kroko-en +57\.3 MB {2}en +any PC +sherpa-streaming +CC-BY-SA-4\.0$/mu);
  expect(jsonLines((await models('list', 'translation', '--json')).stdout)).toHaveLength(106);
  expect((await models('list', '--installed')).stdout).toBe('No models are installed.\n');
});

it('gets, lists and removes models', async () => {
  const got = await models('get', 'es', '--mirror', mirror.address);
  expect(got).toMatchObject({ code: 0, stderr: '' });
  expect(got.stdout).toContain(`Reading the list of ${mirror.address}\n`);
  expect(got.stdout).toMatch(/en-es: 1\.2 MB\nen-es is installed in .*\nes-en: 1\.\d MB\nes-en is installed in /u);
  const listed = jsonLines((await models('list', '--installed', '--json')).stdout);
  expect(listed).toMatchObject([
    { pair: 'en-es', installed: true },
    { pair: 'es-en', installed: true },
  ]);
  expect(await models('remove', 'en-es')).toMatchObject({ code: 0, stdout: 'en-es is removed\n' });
  expect(jsonLines((await models('list', '--installed', '--json')).stdout)).toHaveLength(1);
});

it('says in one line what is wrong', async () => {
  expect(await models('get', 'es-xx')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^overlingo: There is no translation model "es-xx"\. .*\[usage\]\n$/u) as string,
  });
  expect(await models('remove', 'es-en')).toMatchObject({
    code: 4,
    stderr: expect.stringContaining('There is no translation model es-en in ') as string,
  });
  mirror.faults.set('es-en/vocab.esen.spm', { wrongBytes: true });
  expect(await models('get', 'es-en', '--mirror', mirror.address)).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/checksum is wrong\. .*\[download-failed\]\n$/u) as string,
  });
  expect(await models('list', '--mirror', 'nowhere')).toMatchObject({ code: 2 });
});

it('ends a download with Ctrl-C, and goes on with the next one', async () => {
  mirror.faults.set('es-en/model.esen.bin.gz', { stallAfterBytes: 500_000 });
  const env = { ...process.env, XDG_DATA_HOME: home, HOME: home, LOCALAPPDATA: home };
  const cli = startCli(['models', 'get', 'es-en', '--mirror', mirror.address], env);
  await expect.poll(() => mirror.requests.length, { timeout: 20_000 }).toBe(2);
  await expect.poll(() => cli.stdout()).toContain('es-en: ');
  cli.child.kill('SIGINT');
  expect((await cli.ended).code).toBe(130);
  expect((await models('get', 'es-en', '--mirror', mirror.address)).code).toBe(0);
});
