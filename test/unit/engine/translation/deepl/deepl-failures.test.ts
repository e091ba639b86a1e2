import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ScriptedReply } from '../../../../support/deepl/scripted-reply.ts';
import { startDeepLServer } from '../../../../support/deepl-server.ts';
import { KEY, openDeepL } from './open-deepl.ts';

const SPOKEN = 'spokenmarker palabras';

afterEach(() => void vi.useRealTimers());

const refusals: readonly (readonly [ScriptedReply, object])[] = [
  [{ status: 400 }, { code: 'translator-refused', retryable: false }],
  [{ status: 401 }, { code: 'translator-auth', retryable: false }],
  [{ status: 403 }, { code: 'translator-auth', retryable: false }],
  [{ status: 404 }, { code: 'translator-refused', retryable: false }],
  [{ status: 413 }, { code: 'translator-refused', retryable: false }],
  [{ status: 418 }, { code: 'translator-refused', retryable: false }],
  [{ status: 429 }, { code: 'translator-rate-limited', retryable: true, retryAfterMs: undefined }],
  [
    { status: 429, headers: { 'retry-after': '7' } },
    { code: 'translator-rate-limited', retryAfterMs: 7000 },
  ],
  [
    { status: 429, headers: { 'retry-after': 'soon' } },
    { code: 'translator-rate-limited', retryAfterMs: undefined },
  ],
  [
    { status: 429, headers: { 'retry-after': '-1' } },
    { code: 'translator-rate-limited', retryAfterMs: 0 },
  ],
  [{ status: 456 }, { code: 'translator-quota', retryable: false }],
  [{ status: 500 }, { code: 'translator-failed', retryable: true }],
  [
    { status: 503, headers: { 'retry-after': '2' } },
    { code: 'translator-failed', retryable: true, retryAfterMs: 2000 },
  ],
  [{ status: 529 }, { code: 'translator-rate-limited', retryable: true }],
  [
    { status: 307, headers: { location: '/v2/usage' } },
    { code: 'translator-refused', retryable: false },
  ],
  [{ body: '{"translations":[' }, { code: 'translator-bad-answer', retryable: false }],
  [{ body: 'null' }, { code: 'translator-bad-answer' }],
  [{ body: '' }, { code: 'translator-bad-answer' }],
  [{ body: { translations: [] } }, { code: 'translator-bad-answer' }],
  [{ body: { translations: [{ detected_source_language: 'ES', text: 7 }] } }, { code: 'translator-bad-answer' }],
  [{ body: `<p>${SPOKEN}</p>`, contentType: 'text/html; charset=utf-8' }, { code: 'translator-bad-answer' }],
  [{ fault: 'cut' }, { code: 'translator-unreachable', retryable: true }],
  [{ fault: 'endless' }, { code: 'translator-bad-answer' }],
];

describe('a request to DeepL that fails', () => {
  it.each(refusals)('with %j is told precisely, after one attempt', async (scripted, expected) => {
    // What a vendor quotes of the request must get nowhere.
    const body = 'fault' in scripted || scripted.body !== undefined ? {} : { body: { message: SPOKEN, detail: KEY } };
    await using server = await startDeepLServer({ reply: () => ({ ...scripted, ...body }) });
    await using deepl = openDeepL(server);
    const error = await deepl.failure(SPOKEN);
    expect(error).toMatchObject({ ...expected, stage: 'translation', hint: expect.stringMatching(/\.$/) as string });
    expect(error.message).toMatch(/^DeepL \(127\.0\.0\.1:\d+\) .*\.$/);
    expect(inspect(error, { depth: 10 }) + deepl.logged.join()).not.toMatch(/spokenmarker|keymarker/);
    expect(server.requests).toHaveLength(1);
  });

  it('names what came instead of an answer', async () => {
    await using server = await startDeepLServer({
      reply: () => ({ body: '<p>', contentType: 'text/html; charset=utf-8' }),
    });
    await using deepl = openDeepL(server);
    expect((await deepl.failure('Hola.')).message).toContain('(text/html)');
  });

  it('keeps to the date up to which DeepL wants to be left alone', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
    const headers = { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' };
    await using server = await startDeepLServer({ reply: () => ({ status: 503, headers }) });
    await using deepl = openDeepL(server);
    expect(await deepl.failure('Hola.')).toMatchObject({ code: 'translator-failed', retryAfterMs: 30_000 });
  });

  it('because nobody listens is told as that', async () => {
    const unused = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => unused.once('listening', resolve));
    const { port } = unused.address() as AddressInfo;
    await new Promise((resolve) => unused.close(resolve));
    await using deepl = openDeepL({ url: `http://127.0.0.1:${port}` });
    const error = await deepl.failure(SPOKEN);
    expect(error).toMatchObject({ code: 'translator-unreachable', retryable: true });
    expect(error.message).toContain('nothing answers at its address');
    expect(inspect(error, { depth: 10 })).not.toMatch(/spokenmarker|keymarker/);
  });

  it('for its quota fails like any other', async () => {
    await using server = await startDeepLServer({ key: 'another' });
    await using deepl = openDeepL(server);
    await expect(deepl.translator.quota(new AbortController().signal)).rejects.toMatchObject({
      code: 'translator-auth',
    });
  });
});
