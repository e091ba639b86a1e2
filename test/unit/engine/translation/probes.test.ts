import { describe, expect, it } from 'vitest';
import type { Availability } from '../../../../src/engine/pipeline/availability.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { translationModels } from '../../../../src/engine/run/translation-models.ts';
import { partOf } from '../../../../src/engine/settings-section.ts';
import { chainOf } from '../../../../src/engine/translation/known-translators.ts';
import { translationSection } from '../../../../src/engine/translation/settings.ts';
import { startDeepLServer } from '../../../support/deepl-server.ts';
import { runtimeFiles } from '../../../support/files.ts';
import { refuses } from '../../../support/openai/chat-reply.ts';
import { startOpenAiServer } from '../../../support/openai/openai-server.ts';
import { silentLog } from '../../../../src/engine/log.ts';

/** What the first translator of some settings says about itself. */
async function probe(
  given: Record<string, unknown>,
  environment: Record<string, string> = {},
  signal = new AbortController().signal,
): Promise<Availability> {
  const settings = translationSection().parse(given);
  const [definition] = chainOf(settings, []);
  const models = translationModels(runtimeFiles);
  return definition!.probe(partOf(settings, definition!), {
    environment,
    models,
    log: silentLog,
    clock: systemClock,
    signal,
  });
}

describe('whether DeepL is usable', () => {
  const KEY = { DEEPL_API_KEY: 'key' };

  it('is asked without a translation, which would cost', async () => {
    await using server = await startDeepLServer();
    const answer = await probe({ translators: ['deepl'], deepl: { url: server.url } }, KEY);
    expect(answer).toEqual({ available: true });
    expect(server.requests.map(({ path }) => path)).toEqual(['/v2/usage']);
  });

  it('depends on the key', async () => {
    expect(await probe({ translators: ['deepl'] })).toMatchObject({
      available: false,
      reason: 'There is no key for DeepL in the environment variable DEEPL_API_KEY.',
    });
    await using server = await startDeepLServer({ key: 'another' });
    expect(await probe({ translators: ['deepl'], deepl: { url: server.url } }, KEY)).toMatchObject({
      available: false,
    });
  });

  it('depends on the quota', async () => {
    await using server = await startDeepLServer({ usage: { character_count: 500_000, character_limit: 500_000 } });
    const answer = await probe({ translators: ['deepl'], deepl: { url: server.url } }, KEY);
    expect(answer).toMatchObject({ available: false, reason: expect.stringContaining('quota') as string });
  });

  it('is not found out any more once nobody wants to know', async () => {
    await using server = await startDeepLServer({ reply: () => ({ fault: 'silent' }) });
    const stop = new AbortController();
    const asked = probe({ translators: ['deepl'], deepl: { url: server.url } }, KEY, stop.signal);
    asked.catch(() => undefined);
    await expect.poll(() => server.requests.length).toBe(1);
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
  });
});

describe('whether a language model is usable', () => {
  const llm = (url: string, model?: string) => ({ translators: ['llm'], llm: { url, ...(model ? { model } : {}) } });

  it.each([
    [undefined, ['qwen3:4b'], true],
    ['qwen3', ['qwen3:latest'], true],
    ['qwen4', ['qwen3:4b'], false],
    [undefined, ['nomic-embed-text'], false],
  ] as const)('depends on the models of its server: %s of %o', async (model, models, available) => {
    await using server = await startOpenAiServer({ models });
    expect(await probe(llm(server.url, model))).toMatchObject({ available });
    expect(server.chats).toEqual([]);
  });

  it('depends on a server that answers', async () => {
    const server = await startOpenAiServer();
    await server[Symbol.asyncDispose]();
    expect(await probe(llm(server.url))).toMatchObject({ available: false });
    await using refusing = await startOpenAiServer({ models: refuses(401, {}) });
    expect(await probe(llm(refusing.url))).toMatchObject({ available: false });
  });

  it('depends on a server that is named, and on the key that it wants', async () => {
    expect(await probe({ translators: ['llm'] })).toMatchObject({ reason: '--translator llm names no server.' });
    expect(await probe({ translators: ['llm'], llm: { server: 'groq' } })).toMatchObject({
      reason: 'There is no key for Groq.',
    });
  });
});

describe('whether this computer translates', () => {
  it('is so with the bundled models, and better with others', async () => {
    const answer = await probe({ translators: ['local'] });
    expect(answer).toMatchObject({ available: true, hint: expect.stringContaining('overlingo models get') as string });
  });

  it('depends on the speech model for Whisper', async () => {
    expect(await probe({ translators: ['whisper'] })).toMatchObject({ available: true });
  });
});
