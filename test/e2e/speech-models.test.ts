import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asset } from '../support/files.ts';
import { SpeechModelsPackage } from './speech-models-support.ts';

let models: SpeechModelsPackage;
beforeEach(async () => {
  models = await SpeechModelsPackage.make();
});
afterEach(() => models[Symbol.asyncDispose]());

it('leads from nothing to captions: get a packed model, and use it', async () => {
  const clip = asset('demo/demo-es.wav');
  const use = () => models.overlingo('transcribe', clip, '--language', 'es', '--model', 'tiny-archive');
  expect(await use()).toMatchObject({
    code: 4,
    stderr:
      'overlingo: The speech model tiny-archive is not downloaded. Run overlingo models get tiny-archive. [model-missing]\n',
  });
  const got = await models.get('tiny-archive');
  expect(got).toMatchObject({ code: 0, stderr: '' });
  expect(got.stdout).toMatch(
    /^tiny-archive: \d+\.\d MB\ntiny-archive is installed in .*speech-models\nUse it with --model tiny-archive\n$/u,
  );
  expect((await use()).stdout).toContain('Buenas noches a todos.');
}, 300_000);

it('leads from downloaded models to captions, each by its language', async () => {
  expect(await models.get('tiny-archive', 'tiny-files')).toMatchObject({ code: 0 });
  const hear = (language: string, choice: string) =>
    models.overlingo('transcribe', asset(`demo/demo-${language}.wav`), '--language', language, '--model', choice);
  expect(await hear('es', 'es=tiny-archive,*=tiny-files')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Buenas noches a todos.') as string,
  });
  expect((await hear('en', 'es=tiny-archive,*=tiny-files')).stdout).toMatch(/good evening/iu);
  expect(await hear('es', 'en=tiny-files,*=tiny-other')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/^overlingo: There is no speech model tiny-other, .*\[model-missing\]\n$/u) as string,
  });
}, 300_000);

it('lists, verifies and removes what is there', async () => {
  expect(await models.get('tiny-files')).toMatchObject({ code: 0 });
  const listed = (await models.overlingo('models', 'list', 'speech')).stdout;
  expect(listed).toMatch(/^\* tiny-files .* en es +any PC +whisper-onnx +MIT$/mu);
  expect(listed).toMatch(/^ {2}tiny-free .*CC-BY-NC-4\.0 \(no commercial use\)$/mu);
  const folder = await models.folder();
  expect(await readdir(path.join(folder, 'tiny-files/tokenizer'))).toEqual(['vocab.json']);
  await writeFile(path.join(folder, 'tiny-files/tokenizer/vocab.json'), 'other');
  await writeFile(path.join(folder, 'tiny-files/tokens.txt'), 'other');
  expect(await models.overlingo('models', 'verify')).toMatchObject({
    code: 4,
    stdout: 'tiny-files: damaged: tokenizer/vocab.json, tokens.txt\n',
    stderr: expect.stringContaining('[model-damaged]') as string,
  });
  expect(await models.overlingo('models', 'remove', 'tiny-files')).toMatchObject({ code: 0 });
  expect(await readdir(folder)).toEqual(['.unfinished']);
});

it('asks before it gets a model with which no money may be earned', async () => {
  expect(await models.get('tiny-free')).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/The licence of tiny-free \(CC-BY-NC-4\.0\) .* Add --yes .*\[usage\]\n$/u) as string,
  });
  expect(models.mirror.requests).toEqual([]);
  expect(await models.get('tiny-free', '--yes')).toMatchObject({ code: 0 });
  expect((await models.get('tiny-free', '--yes')).stdout).toContain('is already installed in');
});

it('keeps what has arrived at Ctrl-C, goes on with it, and lets a second download of the same model wait', async () => {
  models.mirror.faults.set('tiny/encoder.onnx', { stallAfterBytes: 100_000 });
  const first = models.start(['models', 'get', 'tiny-files', '--mirror', models.mirror.address]);
  await expect.poll(() => models.mirror.requests.length, { timeout: 20_000 }).toBe(1);
  expect(await models.get('tiny-files')).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/is being downloaded by another Overlingo \(process \d+\)\./u) as string,
  });
  first.child.kill('SIGINT');
  expect((await first.ended).code).toBe(130);
  expect(await models.get('tiny-files')).toMatchObject({ code: 0 });
  expect(models.mirror.requests.map(({ range }) => range)).toContain('bytes=100000-');
});

it.runIf(process.platform === 'linux')('goes on after it was killed, and where the disk took no more', async () => {
  models.mirror.faults.set('tiny/encoder.onnx', { stallAfterBytes: 100_000 });
  const killed = models.start(['models', 'get', 'tiny-files', '--mirror', models.mirror.address]);
  await expect.poll(() => models.mirror.requests.length, { timeout: 20_000 }).toBe(1);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const command = `ulimit -f 1000; exec "${process.execPath}" "${models.cli}" models get tiny-files --mirror ${models.mirror.address}`;
  const limited = spawn('bash', ['-c', command], {
    env: { ...process.env, XDG_DATA_HOME: models.home, HOME: models.home },
  });
  let stderr = '';
  limited.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(limited, 'close')) as [number | null];
  expect({ code, stderr }).toMatchObject({ code: 7, stderr: expect.stringContaining('[output-unwritable]') as string });
  expect(await models.get('tiny-files')).toMatchObject({ code: 0 });
  expect(await models.overlingo('models', 'verify')).toMatchObject({ code: 0, stdout: 'tiny-files: whole\n' });
});

it('says what is meant by a name that nobody knows', async () => {
  expect(await models.get('tiny-file')).toMatchObject({
    code: 2,
    stderr: 'overlingo: There is no model "tiny-file". Did you mean tiny-files? See overlingo models list. [usage]\n',
  });
});
