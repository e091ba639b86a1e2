import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { userFolders } from '../../../src/config/user-folders.ts';
import { silentLog } from '../../../src/engine/log.ts';
import { planRecognizers } from '../../../src/engine/run/plan-recognizers.ts';
import { fileIn } from '../../../src/engine/transcription/measured/kept-measures.ts';
import { recognizerSection } from '../../../src/engine/transcription/settings.ts';
import { runtimeFiles } from '../../support/files.ts';
import { demoModel } from '../../support/models/demo-model.ts';
import { jsonLines, startCli, type RunningCli } from '../../support/run-cli.ts';

let home: string;
let cache: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'overlingo-bench-'));
  cache = userFolders({ platform: process.platform, env: own(), home }).cache;
});
afterEach(() => rm(home, { recursive: true }));

const own = () => ({ XDG_CACHE_HOME: home, HOME: home, LOCALAPPDATA: home });

function bench(...args: string[]): RunningCli {
  const cli = startCli(['models', 'bench', ...args], { ...process.env, ...own() });
  cli.child.stdin.end();
  return cli;
}

it('measures the bundled model in the spoken language first, and says what that means', async () => {
  const { code, stdout, stderr } = await bench('--language', 'fr').ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'Measuring demo with whisper-onnx …\n' });
  expect(stdout).toMatch(/^model +run by +on +load +first text +step +finals +memory +word errors$/mu);
  expect(stdout).toMatch(/^demo +ONNX Runtime +CPU .+ MB +fr \d+ %/mu);
  expect(stdout).toContain('synthetic demo clips');
  expect(stdout).toContain('English');
}, 120_000);

it('measures a file by all that can run it, and later starts take the faster one', async () => {
  const model = await demoModel();
  const { code, stdout } = await bench('--json', model).ended;
  expect(code).toBe(0);
  const measures = jsonLines(stdout);
  expect(measures).toMatchObject([
    { type: 'measured', model, recognizer: 'whisper-node', stepMs: 1000 },
    { type: 'measured', model, recognizer: 'transcribe-cpp', stepMs: 1000 },
  ]);
  for (const measure of measures) {
    for (const figure of ['loadMs', 'stepShare', 'finalShare']) expect(measure[figure]).toBeGreaterThan(0);
    expect(measure['peakBytes']).toBeGreaterThan(20e6);
    expect(measure['peakBytes']).toBeLessThan(4e9);
  }
  const share = (measure: Record<string, unknown>): number =>
    Math.max(Number(measure['stepShare']), Number(measure['finalShare']));
  const [faster] = measures.toSorted((a, b) => share(a) - share(b));
  const files = { ...runtimeFiles, cache };
  const recognizer = recognizerSection().parse({ model });
  const { definition, reason } = await planRecognizers(recognizer, { files, added: [], log: silentLog });
  expect(definition.name).toBe(faster?.['recognizer']);
  expect(reason).toMatch(/^measured \d+\.\d\d of real time, (?:whisper-node|transcribe-cpp) \d+\.\d\d$/u);
}, 180_000);

it('says what is wrong before anything is measured', async () => {
  const server = await bench('demo', 'http://127.0.0.1:1/v1').ended;
  expect(server).toMatchObject({ code: 2, stdout: '' });
  expect(server.stderr).toMatch(
    /^overlingo: http:\/\/127\.0\.0\.1:1\/v1 cannot be measured: it is a server.+\[usage\]\n$/u,
  );
  const missing = await bench('demo', path.join(home, 'nothing.gguf')).ended;
  expect(missing).toMatchObject({ code: 4, stdout: '' });
  expect(missing.stderr).toMatch(/^overlingo: There is no model at .+\[model-missing\]\n$/u);
});

it('fails where no recogniser can load the model', async () => {
  const model = path.join(home, 'broken.gguf');
  await writeFile(model, 'GGUFbroken');
  const { code, stderr, stdout } = await bench(model).ended;
  expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
  expect(stderr).toMatch(/^transcribe-cpp cannot run .+broken\.gguf: .+\noverlingo: .+\[model-damaged\]\n$/mu);
});

it('tells where the measures cannot be kept, once they are told', async () => {
  await mkdir(fileIn(cache), { recursive: true });
  const { code, stdout, stderr } = await bench('demo').ended;
  expect(code).toBe(7);
  expect(stdout).toMatch(/^demo +ONNX Runtime/mu);
  expect(stderr).toMatch(/overlingo: The measures cannot be kept in the cache folder .+\[output-unwritable\]\n$/u);
}, 120_000);

it('ends at once where it is interrupted', async () => {
  const cli = bench('demo');
  let told = '';
  await new Promise<void>((resolve) => {
    cli.child.stderr.on('data', (text: string) => {
      told += text;
      if (told.includes('Measuring')) resolve();
    });
  });
  cli.child.kill('SIGINT');
  expect(await cli.ended).toMatchObject({ code: 130, stdout: '' });
  await expect(readFile(fileIn(cache))).rejects.toMatchObject({ code: 'ENOENT' });
});
