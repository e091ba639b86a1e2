import { readdir } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startProxyServer } from '../support/proxy-server.ts';
import { SERVER, SpeechModelsPackage } from './speech-models-support.ts';

let models: SpeechModelsPackage;
beforeAll(async () => {
  models = await SpeechModelsPackage.make();
});
afterEach(() => models.reset());
afterAll(() => models[Symbol.asyncDispose]());

type Fault = Parameters<SpeechModelsPackage['mirror']['faults']['set']>[1];

const FILE = 'tiny/encoder.onnx';

describe('a server of speech models that recovers', () => {
  it.each<[string, Fault]>([
    ['cuts the connection', { cutAfterBytes: 100_000 }],
    ['announces no length', { noLength: true }],
    ['cuts the connection, and knows no ranges', { cutAfterBytes: 100_000, noRanges: true }],
    ['leads elsewhere', { redirectTo: '/elsewhere' }],
    ['is slow', { piecesOf: 4096 }],
    ['is overloaded once', { status: 503, once: true }],
    ['was asked too often, and says for how long', { status: 429, headers: { 'retry-after': '1' }, once: true }],
    ['knows no such range', { status: 416, once: true }],
  ])('and %s brings a whole model', async (_, fault) => {
    models.mirror.files.set('elsewhere', models.mirror.files.get(FILE)!);
    models.mirror.faults.set(FILE, fault);
    expect(await models.get('tiny-files')).toMatchObject({ code: 0, stderr: '' });
    expect(await models.overlingo('models', 'verify')).toMatchObject({ code: 0, stdout: 'tiny-files: whole\n' });
  });
});

describe('a server of speech models that does not', () => {
  it.each<[string, Fault, string]>([
    ['has no such file', { status: 404 }, 'there is no such file'],
    ['refuses', { status: 403 }, 'the server refuses to give it (status 403)'],
    ['fails', { status: 500 }, 'the server answered with status 500'],
    ['knows no range', { status: 416 }, 'what had arrived belonged to another file, and was deleted'],
    [
      'was asked too often',
      { status: 429, headers: { 'retry-after': '600' } },
      'the server was asked too often (status 429), and asks to be left alone for 10 minutes',
    ],
    ['lies about the size', { announced: 5_000_000 }, 'it has 5000000 bytes and not '],
    ['sends other bytes', { wrongBytes: true }, 'its checksum is wrong'],
    ['leads on and on', { redirectTo: `/${FILE}` }, 'cannot be downloaded: '],
  ])('and %s is told of in one line, and leaves no model', async (_, fault, reason) => {
    models.mirror.faults.set(FILE, fault);
    const { code, stderr } = await models.get('tiny-files');
    expect({ code, lines: stderr.split('\n').length }).toEqual({ code: 4, lines: 2 });
    expect(stderr).toMatch(/^overlingo: http:\/\/127\.0\.0\.1:\d+\/tiny\/encoder\.onnx .*\[download-failed\]\n$/u);
    expect(stderr).toContain(reason);
    expect((await readdir(await models.folder())).filter((name) => !name.startsWith('.'))).toEqual([]);
  });

  it('is told of where it is not there', async () => {
    const { code, stderr } = await models.overlingo('models', 'get', 'tiny-files', '--mirror', 'http://127.0.0.1:1');
    expect(code).toBe(4);
    expect(stderr).toMatch(/^overlingo: http:\/\/127\.0\.0\.1:1\/tiny\/encoder\.onnx cannot be downloaded: .*\n$/u);
  });

  it('is told of where its archive is another one', async () => {
    models.mirror.faults.set('tiny.tar.bz2', { wrongBytes: true });
    expect(await models.get('tiny-archive')).toMatchObject({
      code: 4,
      stderr: expect.stringMatching(
        /tiny\.tar\.bz2 is not the file that was expected: its checksum is wrong\./u,
      ) as string,
    });
  });
});

describe('a proxy', () => {
  it('is what speech models come by, where the system has one', async () => {
    await using proxy = await startProxyServer({ port: Number(new URL(models.mirror.address).port) });
    models.environment = { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NO_PROXY: '', no_proxy: '' };
    expect(await models.overlingo('models', 'get', 'tiny-files', '--mirror', SERVER)).toMatchObject({ code: 0 });
    expect(proxy.seen).toContain(`GET ${SERVER}/tiny/encoder.onnx`);
  });

  it('that refuses is named', async () => {
    await using proxy = await startProxyServer({ port: 1, answer: () => 407 });
    models.environment = { HTTP_PROXY: proxy.url, http_proxy: proxy.url, NO_PROXY: '', no_proxy: '' };
    const { code, stderr } = await models.overlingo('models', 'get', 'tiny-files', '--mirror', SERVER);
    expect(code).toBe(4);
    expect(stderr).toMatch(/proxy/iu);
    expect(stderr).toMatch(/\[download-failed\]\n$/u);
  });
});
