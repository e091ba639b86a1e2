import { describe, expect, it } from 'vitest';
import { createRemoteRecognizer } from '../../../../../src/engine/transcription/remote/remote-recognizer.ts';
import type { RemoteConfig } from '../../../../../src/engine/transcription/remote/definition.ts';
import type { BufferRecognizer } from '../../../../../src/engine/transcription/recognizer.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { jsonReply, startTranscriptionServer, type ScriptedReply } from '../../../../support/transcription-server.ts';

function connect(config: Partial<RemoteConfig>, env: NodeJS.ProcessEnv = {}): Promise<BufferRecognizer> {
  const complete: RemoteConfig = {
    url: 'http://127.0.0.1:9/v1',
    model: 'small',
    timeoutMs: 5000,
    ...config,
  };
  return createRemoteRecognizer(complete, env, silentLog);
}

function serverWith(models: ScriptedReply) {
  return startTranscriptionServer({ reply: () => jsonReply({ text: '' }), models });
}

describe('connecting', () => {
  it('tells the server, the model, and that partials cost nothing without a key', async () => {
    await using server = await serverWith(jsonReply({ data: [{ id: 'tiny' }, { id: 'small' }] }));
    const { info } = await connect({ url: `${server.url}/` });
    expect(info).toEqual({
      library: 'remote',
      device: new URL(server.url).host,
      model: 'small',
      capabilities: { partials: true, translatesToEnglish: true, prompt: true, languages: 'any' },
      warnings: [],
    });
  });

  it('leaves partials out where a key counts the requests', async () => {
    await using server = await serverWith({ status: 404 });
    const { info } = await connect({ url: server.url, apiKeyVariable: 'K' }, { K: 'x' });
    expect(info.capabilities.partials).toBe(false);
  });

  it('warns of a model that the server does not list', async () => {
    await using server = await serverWith(jsonReply({ data: [{ id: 'tiny' }] }));
    const { info } = await connect({ url: server.url });
    expect(info.warnings).toEqual([expect.stringMatching(/does not list the model "small"\.$/u)]);
  });

  it.each<[string, ScriptedReply]>([
    ['has no list', { status: 404, body: 'nothing here' }],
    ['refuses the method', { status: 405 }],
    ['still loads', { status: 503 }],
    ['shows a page', { body: '<html>', contentType: 'text/html' }],
  ])('accepts a server that %s', async (_name, models) => {
    await using server = await serverWith(models);
    expect((await connect({ url: server.url })).info.warnings).toEqual([]);
  });

  it('fails at once where the key is refused', async () => {
    await using server = await serverWith({ status: 401 });
    await expect(connect({ url: server.url })).rejects.toMatchObject({
      code: 'remote-refused',
      hint: expect.stringContaining('name the environment variable') as string,
    });
  });

  it('fails at once where nothing listens', async () => {
    const server = await serverWith({ status: 404 });
    await server[Symbol.asyncDispose]();
    await expect(connect({ url: server.url })).rejects.toMatchObject({
      code: 'remote-unreachable',
      message: `The speech server at ${new URL(server.url).host} could not be reached: nothing answers at its address.`,
    });
  });

  it('names the environment variable that is missing', async () => {
    await expect(connect({ apiKeyVariable: 'SPEECH_KEY' })).rejects.toMatchObject({
      code: 'remote-refused',
      hint: 'Set the environment variable SPEECH_KEY to it.',
    });
  });

  it.each(['nonsense', 'ftp://host/v1', 'http://user:secret@host/v1'])('refuses the address %s', async (url) => {
    const failed = connect({ url });
    await expect(failed).rejects.toMatchObject({ code: 'usage' });
    await expect(failed).rejects.not.toThrow(/secret/u);
  });
});
