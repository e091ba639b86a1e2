import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { createLogger, silentLog } from '../../../../../src/engine/log.ts';
import { openLlmTranslator } from '../../../../../src/engine/translation/llm/open-llm-translator.ts';
import { events, refuses, type ChatReply } from '../../../../support/openai/chat-reply.ts';
import { startOpenAiServer } from '../../../../support/openai/openai-server.ts';
import { extraField, openAiError, unsupportedParameter } from '../../../../support/openai/vendor-refusals.ts';
import { translationRequest as request } from '../translation-request.ts';
import { answersTo, openLlm } from './open-llm.ts';

/** Watched before the first client is made: the package keeps the functions that it finds. */
const printed = (['error', 'warn', 'info', 'log', 'debug'] as const).map((name) => vi.spyOn(console, name));

const MARKER = 'planted-secret-sentence';
const quoting = { message: `Bad input: ${MARKER}` };

interface Expected {
  readonly code: string;
  readonly says: RegExp;
  readonly retryable?: boolean;
  readonly retryAfterMs?: number;
}

const REFUSALS: readonly (readonly [string, ChatReply, Expected])[] = [
  [
    '400, too long',
    openAiError(400, { ...quoting, code: 'context_length_exceeded', param: 'messages' }),
    { code: 'translator-refused', says: /too long for the model "any" \(HTTP 400\)/u },
  ],
  [
    '400, too long (llama.cpp)',
    refuses(400, {
      error: {
        code: 400,
        message: 'the request exceeds the available context size',
        type: 'exceed_context_size_error',
      },
    }),
    { code: 'translator-refused', says: /too long/u },
  ],
  [
    '400, anything',
    openAiError(400, { ...quoting, param: 'messages' }),
    { code: 'translator-refused', says: /because of "messages" \(HTTP 400\)/u },
  ],
  [
    '400, with a word that was said for a parameter',
    openAiError(400, { message: 'Bad input', param: MARKER.replaceAll('-', '_') }),
    { code: 'translator-refused', says: /did not accept the request \(HTTP 400\)/u },
  ],
  [
    'a foreign media type that holds what was said',
    { type: 'raw', status: 200, contentType: `text/${MARKER}`, body: ['x'] },
    { code: 'translator-refused', says: /answered with something else instead of JSON/u },
  ],
  [
    '401',
    openAiError(401, { code: 'invalid_api_key', message: 'Incorrect API key provided: sk-pla****.' }),
    { code: 'translator-auth', says: /refused the key \(HTTP 401\)/u },
  ],
  ['403', refuses(403, { error: quoting }), { code: 'translator-auth', says: /refused the key \(HTTP 403\)/u }],
  [
    '403, moderated',
    refuses(403, { error: { code: 403, message: 'flagged', metadata: { reasons: ['x'], flagged_input: MARKER } } }),
    { code: 'translator-refused', says: /did not accept the text/u },
  ],
  [
    '402',
    refuses(402, { error: { code: 402, message: 'Insufficient credits' } }),
    { code: 'translator-quota', says: /credit or quota/u },
  ],
  [
    '429, used up',
    openAiError(429, { type: 'insufficient_quota', code: 'insufficient_quota' }),
    { code: 'translator-quota', says: /credit or quota/u },
  ],
  ['456', refuses(456, {}), { code: 'translator-quota', says: /HTTP 456/u }],
  [
    '404 of an address',
    { type: 'raw', status: 404, contentType: 'text/plain', body: ['404 page not found'] },
    { code: 'translator-refused', says: /does not know this address/u },
  ],
  ['408', refuses(408, { error: quoting }), { code: 'translator-timeout', says: /too slow/u, retryable: true }],
  [
    '429 with seconds',
    openAiError(429, { type: 'requests', code: 'rate_limit_exceeded' }, { 'retry-after': '7' }),
    { code: 'translator-rate-limited', says: /too many requests/u, retryable: true, retryAfterMs: 7000 },
  ],
  [
    '429 with milliseconds',
    openAiError(429, {}, { 'retry-after-ms': '350', 'retry-after': '1' }),
    { code: 'translator-rate-limited', says: /too many requests/u, retryable: true, retryAfterMs: 350 },
  ],
  [
    '429 in a list (Gemini)',
    refuses(429, [{ error: { code: 429, message: 'You exceeded your current quota', status: 'RESOURCE_EXHAUSTED' } }]),
    { code: 'translator-rate-limited', says: /too many requests/u, retryable: true },
  ],
  [
    '500 with a page',
    { type: 'raw', status: 500, contentType: 'text/html', body: [`<html>${MARKER}</html>`] },
    { code: 'translator-failed', says: /in trouble \(HTTP 500\)/u, retryable: true },
  ],
  [
    '503 while loading',
    refuses(503, { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, { 'retry-after': '2' }),
    { code: 'translator-failed', says: /still loading its model/u, retryable: true, retryAfterMs: 2000 },
  ],
  [
    'an error with status 200',
    refuses(200, { error: { code: 429, message: MARKER } }),
    { code: 'translator-rate-limited', says: /too many/u, retryable: true },
  ],
  [
    'an error in the stream',
    events(
      '{"choices":[{"index":0,"delta":{"content":"Hello"}}]}',
      JSON.stringify({ error: { code: 502, message: MARKER } }),
    ),
    { code: 'translator-failed', says: /in trouble \(HTTP 502\)/u, retryable: true },
  ],
  [
    'an error in the stream without a number',
    events(JSON.stringify({ error: { message: MARKER, type: 'server_error' } })),
    { code: 'translator-failed', says: /in trouble/u, retryable: true },
  ],
  [
    'damaged JSON',
    events('{"choices":[{"delta":{"content":"Hel', `{broken ${MARKER}`),
    { code: 'translator-failed', says: /damaged data/u, retryable: true },
  ],
  [
    'a page',
    { type: 'raw', status: 200, contentType: 'text/html', body: [`<html>${MARKER}</html>`] },
    { code: 'translator-refused', says: /answered with text\/html instead of JSON/u },
  ],
  [
    'an answer without end',
    { type: 'endless' },
    { code: 'translator-bad-answer', says: /far more than a translation/u },
  ],
  [
    'a cut connection',
    { type: 'answer', text: 'Hello friends', cutAfter: 2 },
    { code: 'translator-unreachable', says: /broke off in the middle/u, retryable: true },
  ],
  [
    'a connection that is closed at once',
    { type: 'closed' },
    { code: 'translator-unreachable', says: /could not be reached/u, retryable: true },
  ],
  [
    'an answer that ends too early',
    { type: 'answer', text: 'Hello', finish: null },
    { code: 'translator-unreachable', says: /broke off in the middle/u, retryable: true },
  ],
];

describe('what goes wrong is one sentence without what was said', () => {
  afterEach(() => {
    for (const spy of printed) spy.mockClear();
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it.each(REFUSALS)('%s', async (_what, reply, { code, says, retryable = false, retryAfterMs }) => {
    const lines: string[] = [];
    const log = createLogger('info', (line) => lines.push(line));
    await using subject = await openLlm({ reply: () => reply }, { model: 'any', key: 'sk-planted-key', log });
    const error: unknown = await answersTo(subject.translator, request(`Hola ${MARKER}`)).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code, retryable, retryAfterMs });
    const { message, hint, cause } = error as Error & { hint?: string };
    expect(message).toMatch(says);
    expect(message).toMatch(/^The language model server at 127\.0\.0\.1:\d+ .*[^.]\.$/u);
    expect(`${message} ${hint ?? ''} ${String(cause)}`).not.toMatch(/planted/u);
    expect(lines).toEqual([]);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
  });

  it.each([
    ['OpenAI', openAiError(404, { code: 'model_not_found', message: 'The model `lama3.1` does not exist' })],
    [
      'Ollama',
      refuses(404, { error: { message: 'model "lama3.1" not found, try pulling it first', type: 'api_error' } }),
    ],
    [
      'Mistral',
      refuses(400, { object: 'error', message: 'Invalid model: lama3.1', type: 'invalid_model', code: '1500' }),
    ],
    ['OpenRouter', refuses(400, { error: { message: 'lama3.1 is not a valid model ID', code: 400 } })],
  ])('names models that are written alike where there is no such model (%s)', async (_vendor, reply) => {
    await using subject = await openLlm(
      { reply: () => reply, models: ['qwen3:4b', 'llama3.1:8b'] },
      { model: 'lama3.1' },
    );
    await expect(answersTo(subject.translator, request('Hola'))).rejects.toMatchObject({
      code: 'translator-refused',
      message: expect.stringContaining('does not offer the model "lama3.1".') as string,
      hint: 'Did you mean "llama3.1:8b"?',
    });
  });

  it('asks whether the server runs where nothing answers', async () => {
    const server = await startOpenAiServer();
    await server[Symbol.asyncDispose]();
    const options = { preset: 'ollama', baseUrl: server.url, prompt: { style: 'plain' }, log: silentLog } as const;
    const translator = await openLlmTranslator(options);
    await expect(answersTo(translator, request('Hola'))).rejects.toMatchObject({
      code: 'translator-unreachable',
      message: expect.stringMatching(
        /^Ollama at 127\.0\.0\.1:\d+ could not be reached: nothing answers at its address\.$/u,
      ) as string,
      hint: 'Start it with "ollama serve".',
      retryable: true,
    });
  });
});

describe('a parameter that the server refuses', () => {
  it.each<[string, ChatReply, string]>([
    ['temperature', unsupportedParameter('temperature'), 'temperature'],
    ['the limit', unsupportedParameter('max_tokens', "Use 'max_completion_tokens' instead."), 'max_tokens'],
    [
      'the limit, named in words only',
      openAiError(400, { message: "'max_tokens' is not supported. Use 'max_completion_tokens' instead." }),
      'max_tokens',
    ],
    ['usage, as Mistral says it', extraField('stream_options', 'include_usage'), 'stream_options'],
    [
      'thinking, as Ollama says it',
      refuses(400, { error: { message: 'think value "none" is not supported for this model' } }),
      'reasoning_effort',
    ],
    ['streaming', unsupportedParameter('stream', 'Your organization must be verified to stream this model.'), 'stream'],
  ])('is left out, and never sent again: %s', async (_what, refusal, name) => {
    await using subject = await openLlm(
      { reply: ({ body }) => (name in body ? refusal : { type: 'answer', text: 'Hello friends.' }) },
      { preset: 'ollama', model: 'any' },
    );
    expect((await answersTo(subject.translator, request('Hola amigos.'))).at(-1)).toBe('Hello friends.');
    expect((await answersTo(subject.translator, request('Hola amigos.'))).at(-1)).toBe('Hello friends.');
    expect(subject.server.chats.map(({ body }) => name in body)).toEqual([true, false, false]);
    if (name === 'max_tokens') expect(subject.server.chats[1]?.body['max_completion_tokens']).toBeGreaterThan(0);
  });
});
