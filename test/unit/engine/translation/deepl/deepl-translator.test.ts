import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { DeepLConnection } from '../../../../../src/engine/translation/deepl/deepl-connection.ts';
import { openDeepLTranslator } from '../../../../../src/engine/translation/deepl/deepl-translator.ts';
import { startDeepLServer, type DeepLServer } from '../../../../support/deepl-server.ts';
import { eventually } from '../../../../../src/testing/eventually.ts';
import { silentLog } from '../../../../../src/engine/log.ts';
import { KEY, openDeepL } from './open-deepl.ts';

/** What the newest translation request sent. */
function sent(server: DeepLServer): Record<string, string> {
  return Object.fromEntries(server.translations().at(-1)!.fields);
}

describe('DeepL', () => {
  it('sends one text with its languages, and keeps its sentences and its form', async () => {
    await using server = await startDeepLServer({ key: KEY });
    await using deepl = openDeepL(server);
    expect(await deepl.say(' Hola. ¿Qué tal? ')).toBe('[en-US] Hola. ¿Qué tal?');
    expect(sent(server)).toEqual({
      text: 'Hola. ¿Qué tal?',
      source_lang: 'es',
      target_lang: 'en-US',
      split_sentences: '0',
      preserve_formatting: '1',
      model_type: 'latency_optimized',
      show_billed_characters: '1',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('sends no request for a text without words, and yields nothing where DeepL has no words', async () => {
    await using server = await startDeepLServer({ translate: () => ' ' });
    await using deepl = openDeepL(server);
    expect(await deepl.say('  ')).toBeUndefined();
    expect(server.requests).toHaveLength(0);
    expect(await deepl.say('Hm.')).toBeUndefined();
    expect(deepl.usage).toEqual([{}, { characters: 3 }]);
  });

  it('lets DeepL detect the language where it is not known', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server);
    await deepl.say('Hola.', { sourceLanguage: 'auto' });
    expect(sent(server)).not.toHaveProperty('source_lang');
  });

  it('asks for the fast model where the languages have one, and leaves it to DeepL where they have none', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server);
    await deepl.say('नमस्ते।', { sourceLanguage: 'hi' });
    expect(sent(server)).not.toHaveProperty('model_type');
    await deepl.say('Hello.', { sourceLanguage: 'en', targetLanguage: 'es-MX' });
    expect(sent(server)).not.toHaveProperty('model_type');
    await using good = openDeepL(server, { modelType: 'quality_optimized' });
    await good.say('नमस्ते।', { sourceLanguage: 'hi' });
    expect(sent(server)).toHaveProperty('model_type', 'quality_optimized');
  });

  it('asks for a formal style only where the target has one, and for a preferred one always', async () => {
    await using server = await startDeepLServer();
    await using strict = openDeepL(server, { formality: 'less' });
    await strict.say('Hello.', { sourceLanguage: 'en', targetLanguage: 'de' });
    expect(sent(server)).toHaveProperty('formality', 'less');
    await strict.say('Hello.', { sourceLanguage: 'en', targetLanguage: 'ko' });
    expect(sent(server)).not.toHaveProperty('formality');
    await using soft = openDeepL(server, { formality: 'prefer_more' });
    await soft.say('Hello.', { sourceLanguage: 'en', targetLanguage: 'ko' });
    expect(sent(server)).toHaveProperty('formality', 'prefer_more');
    await using plain = openDeepL(server, { formality: 'default' });
    await plain.say('Hello.', { sourceLanguage: 'en', targetLanguage: 'de' });
    expect(sent(server)).not.toHaveProperty('formality');
  });

  it('sends the background and the newest sentences as context', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server, { background: 'Speedrun of Elden Ring' });
    const context = [
      { source: 'x'.repeat(1490), target: 'far too long ago' },
      { source: 'Uno.', target: 'One.' },
      { source: 'Dos.', target: 'Two.' },
    ];
    await deepl.say('Tres.', { context });
    expect(sent(server)).toHaveProperty('context', 'Speedrun of Elden Ring\nUno.\nDos.');
  });

  it('tells what DeepL bills, and counts by itself where DeepL does not say', async () => {
    const unbilled = { translations: [{ detected_source_language: 'ES', text: 'Hi' }] };
    await using server = await startDeepLServer({
      reply: (_, index) =>
        index === 0
          ? { body: { translations: [{ ...unbilled.translations[0], billed_characters: 42 }] } }
          : { body: unbilled },
    });
    await using deepl = openDeepL(server);
    await deepl.say('Hola.');
    await deepl.say('Hola 😀');
    expect(deepl.usage).toEqual([{ characters: 42 }, { characters: 6 }]);
  });

  it.each([
    ['characters', { character_count: 30, character_limit: 500 }, { unit: 'characters', used: 30, limit: 500 }],
    ['no limit', { character_count: 30, character_limit: 1_000_000_000_000 }, undefined],
    ['a count alone', { character_count: 30 }, undefined],
    [
      'limits for documents only',
      { document_count: 1, document_limit: 20, team_document_count: 1, team_document_limit: 2 },
      undefined,
    ],
  ])('knows the quota of an account with %s', async (_, usage, quota) => {
    await using server = await startDeepLServer({ usage });
    await using deepl = openDeepL(server);
    expect(await deepl.translator.quota(new AbortController().signal)).toEqual(quota);
  });

  it('says which language it does not have', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server);
    expect(deepl.translator.unsupported('es', 'tlh')).toBe('DeepL does not translate into tlh.');
    expect(deepl.translator.unsupported('tlh', 'es')).toBe('DeepL does not translate from tlh.');
    expect(await deepl.failure('nuqneH', { sourceLanguage: 'tlh' })).toMatchObject({ code: 'translator-unsupported' });
    expect(server.requests).toHaveLength(0);
  });

  it('learns in the background which languages DeepL has gained', async () => {
    await using server = await startDeepLServer();
    const translator = openDeepLTranslator({
      key: KEY,
      serverUrl: server.url,
      log: silentLog,
      onNotice: () => expect.unreachable(),
    });
    await eventually(() => expect(translator.unsupported('es', 'tlh')).toBeUndefined());
    expect(translator.unsupported('tlh', 'es')).toBeUndefined();
    await translator.close();
  });

  it('works with the languages that it knows where DeepL does not list any', async () => {
    await using server = await startDeepLServer({
      reply: ({ path }) => (path === '/v2/languages' ? { status: 500 } : undefined),
    });
    await using deepl = openDeepL(server);
    deepl.translator.start();
    await eventually(() => expect(deepl.logged.join()).toContain('did not list its languages'));
    expect(await deepl.say('Hola.')).toBe('[en-US] Hola.');
  });

  it('sends one request after the other over the same connection, and ends it when it is closed', async () => {
    await using server = await startDeepLServer();
    const deepl = openDeepL(server);
    await deepl.say('Uno.');
    // A connection is free again a moment after its answer.
    await setImmediate();
    await deepl.say('Dos.');
    expect(new Set(server.requests.map(({ connection }) => connection)).size).toBe(1);
    expect(server.connections()).toBe(1);
    await deepl.translator.close();
    await eventually(() => expect(server.connections()).toBe(0));
  });

  it.each([
    [{ key: '' }, 'translator-auth'],
    [{ key: 'kéy' }, 'translator-auth'],
    [{ key: 'two\nlines' }, 'translator-auth'],
    [{ serverUrl: 'deepl' }, 'usage'],
    [{ serverUrl: 'ftp://127.0.0.1' }, 'usage'],
  ])('refuses to open with %j', (options, code) => {
    const open = (): unknown => openDeepL({ url: 'http://127.0.0.1:1' }, options);
    expect(open).toThrow(EngineError);
    expect(open).toThrow(expect.objectContaining({ code }) as Error);
  });

  it.each([
    ['free-key:fx', 'DeepL (api-free.deepl.com)'],
    [' pro-key\n', 'DeepL (api.deepl.com)'],
  ])('goes with the key "%s" to %s', async (key, server) => {
    const connection = new DeepLConnection({ key });
    const client = await connection.call(new AbortController().signal, (given) => Promise.resolve(given));
    const { serverUrl } = (client as unknown as { httpClient: { serverUrl: string } }).httpClient;
    expect(connection.server).toBe(server);
    expect(server).toContain(`(${new URL(serverUrl).host})`);
  });

  it('translates partials only where they may cost', async () => {
    await using thrifty = openDeepL({ url: 'http://127.0.0.1:1' });
    await using fast = openDeepL({ url: 'http://127.0.0.1:1' }, { partials: true });
    expect(thrifty.translator.capabilities).toEqual({ streams: false, partials: false, billed: true });
    expect(fast.translator.capabilities.partials).toBe(true);
  });
});
