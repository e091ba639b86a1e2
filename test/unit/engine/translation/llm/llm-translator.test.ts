import { describe, expect, it } from 'vitest';
import type { TermPair } from '../../../../../src/engine/translation/term-source.ts';
import type { TranslationUsage } from '../../../../../src/engine/translation/translator.ts';
import { says, type ChatReply } from '../../../../support/openai/chat-reply.ts';
import { speechOf, systemMessage, userMessage } from '../../../../support/openai/received-chat.ts';
import { openAiError } from '../../../../support/openai/vendor-refusals.ts';
import { translationRequest as request } from '../translation-request.ts';
import { answersTo, openLlm } from './open-llm.ts';

describe('a translation by a language model', () => {
  it('comes token by token, and its cost is told', async () => {
    await using subject = await openLlm({
      reply: () => ({ type: 'answer', text: ['Hello', ' my', ' friends.'], usage: { prompt: 120, completion: 4 } }),
    });
    const usage: TranslationUsage[] = [];
    const answers = await answersTo(subject.translator, request('Hola amigos.'), {
      onUsage: (cost) => usage.push(cost),
    });
    expect(answers).toEqual(['Hello', 'Hello my', 'Hello my friends.']);
    expect(usage).toEqual([{ inputTokens: 120, outputTokens: 4 }]);
  });

  it('is told what it may have cost at most where the server tells nothing', async () => {
    await using subject = await openLlm({ reply: () => says('Hello friends.') });
    const usage: TranslationUsage[] = [];
    await answersTo(subject.translator, request('Hola amigos.'), { onUsage: (cost) => usage.push(cost) });
    expect(usage).toEqual([{ inputTokens: expect.any(Number) as number, outputTokens: 176, estimated: true }]);
    expect(usage[0]?.inputTokens).toBeGreaterThan(300);
  });

  it.each(['de', 'fr', 'it', 'pt-BR', 'ja', 'zh-Hans', 'ko', 'ru', 'ar', 'en'])(
    'passes the checks in %s',
    async (target) => {
      await using subject = await openLlm();
      const text = 'Bienvenidos al directo, hoy vamos a jugar un rato y luego hablamos con el chat.';
      const answers = await answersTo(subject.translator, request(text, { targetLanguage: target }));
      expect(answers.length).toBeGreaterThan(1);
      expect(subject.server.chats).toHaveLength(1);
    },
  );

  it('asks with temperature 0, a limit and no key where there is none', async () => {
    await using subject = await openLlm({}, { model: 'mine' });
    await answersTo(subject.translator, request('Hola amigos.'));
    const [chat] = subject.server.chats;
    expect(chat?.body).toMatchObject({
      model: 'mine',
      stream: true,
      temperature: 0,
      stream_options: { include_usage: true },
    });
    expect(chat?.body['max_tokens']).toBe(128 + 4 * 'Hola amigos.'.length);
    expect(chat?.headers.authorization).toBeUndefined();
  });

  it('sends the key, the terms that occur, the context and what viewers have read', async () => {
    let terms: TermPair[] = [];
    await using subject = await openLlm(
      {},
      {
        key: 'sk-secret',
        terms: { revision: 0, termsFor: () => terms },
        prompt: { style: 'formal', game: 'Terraria' },
      },
    );
    terms = [
      { source: 'castillo', target: 'keep' },
      { source: 'duende', target: 'goblin' },
    ];
    const context = [{ source: 'Hola.', target: 'Hello.' }];
    await answersTo(subject.translator, request('El castillo arde.', { context, previousText: 'The keep' }));
    const chat = await subject.server.chat(0);
    expect(chat.headers.authorization).toBe('Bearer sk-secret');
    expect(userMessage(chat)).toContain('<terms>\ncastillo = keep\n</terms>');
    expect(userMessage(chat)).toContain('<original>Hola.</original> <translation>Hello.</translation>');
    expect(userMessage(chat)).toContain('<shown>The keep</shown>');
    expect(systemMessage(chat)).toContain('It is about "Terraria".');
  });

  it('costs where it sends a key', async () => {
    await using own = await openLlm();
    await using service = await openLlm({}, { key: 'key' });
    expect([own, service].map(({ translator }) => translator.capabilities.billed)).toEqual([false, true]);
  });

  it('needs no model for text without words', async () => {
    await using subject = await openLlm();
    expect(await answersTo(subject.translator, request('😀 …!'))).toEqual([]);
    expect(subject.server.chats).toHaveLength(0);
  });

  it('takes any two languages that differ', async () => {
    await using subject = await openLlm();
    const { translator } = subject;
    expect(translator.unsupported('zh-Hans', 'zh-Hant')).toBeUndefined();
    expect(translator.unsupported('auto', 'cy')).toBeUndefined();
    expect(translator.unsupported('pt_BR', 'pt-br')).toMatch(/^There is nothing to translate/u);
  });
});

describe('the model', () => {
  it('is the first of the list that can chat, where none is named, and is asked for once', async () => {
    await using subject = await openLlm({ models: ['nomic-embed-text', 'models/gemma3:4b', 'qwen3:4b'] });
    await answersTo(subject.translator, request('Hola amigos.'));
    await answersTo(subject.translator, request('Hola amigos.'));
    expect(subject.server.chats.map(({ body }) => body.model)).toEqual(['gemma3:4b', 'gemma3:4b']);
    expect(subject.server.modelRequests()).toBe(1);
  });

  it('must be named for vendors that sell many', async () => {
    await expect(openLlm({}, { preset: 'openrouter', key: 'key' })).rejects.toMatchObject({ code: 'usage' });
  });

  it('chooses anew where the server no longer offers the model that it chose', async () => {
    const models = ['gemma3:4b'];
    const gone = openAiError(404, { message: 'model "gemma3:4b" not found', code: 'model_not_found' });
    await using subject = await openLlm({
      models,
      reply: ({ body: { model } }) => (models.includes(model) ? { type: 'answer', text: 'Good evening.' } : gone),
    });
    await answersTo(subject.translator, request('Buenas noches.'));
    models.splice(0, 1, 'qwen3:4b');
    await expect(answersTo(subject.translator, request('Buenas noches.'))).rejects.toThrow('gemma3:4b');
    expect(await answersTo(subject.translator, request('Buenas noches.'))).toContain('Good evening.');
    expect(subject.server.chats.map(({ body }) => body.model)).toEqual(['gemma3:4b', 'gemma3:4b', 'qwen3:4b']);
  });

  it('is told to be missing where the list has none', async () => {
    await using subject = await openLlm({ models: ['nomic-embed-text'] });
    await expect(answersTo(subject.translator, request('Hola'))).rejects.toMatchObject({
      code: 'translator-refused',
      message: expect.stringMatching(/lists no model that can translate\.$/u) as string,
    });
  });
});

describe('an answer that is no translation', () => {
  const bad = "I'm sorry, but I can't assist with that request.";

  it('is asked for again in stricter words, and nothing of it is shown', async () => {
    await using subject = await openLlm({ reply: (_chat, index) => says(index === 0 ? bad : 'Hello friends.') });
    expect(await answersTo(subject.translator, request('Hola amigos.'))).toEqual(['Hello friends.']);
    const [first, second] = subject.server.chats;
    expect(systemMessage(second!)).toBe(
      `${systemMessage(first!)}\nYour last answer was not a translation. Answer with nothing but the translated line.`,
    );
    expect(userMessage(second!)).toBe(userMessage(first!));
  });

  it('is an error after the second time', async () => {
    await using subject = await openLlm({ reply: () => says(bad) }, { model: 'small' });
    await expect(answersTo(subject.translator, request('Hola amigos.'))).rejects.toMatchObject({
      code: 'translator-bad-answer',
      message: expect.stringMatching(/has no translation: the model "small" refused to translate\.$/u) as string,
    });
    expect(subject.server.chats).toHaveLength(2);
  });

  it.each<[string, ChatReply]>([
    ['an empty answer', says('')],
    ['no choices', { type: 'raw', status: 200, contentType: 'application/json', body: ['{"choices":[]}'] }],
    [
      'no delta',
      { type: 'raw', status: 200, contentType: 'text/event-stream', body: ['data: {"choices":[{"index":0}]}\n\n'] },
    ],
    ['an answer that was cut off', { type: 'answer', text: 'Hello fri', finish: 'length' }],
    ['a filtered answer', { type: 'answer', text: 'Hello friends', finish: 'content_filter' }],
    ['the source again', says('hola amigos, vamos todos a jugar')],
    ['another language', says('Hallo Freunde, wir gehen jetzt alle zusammen und werden spielen')],
  ])('may be %s', async (_what, reply) => {
    await using subject = await openLlm({ reply: () => reply });
    await expect(answersTo(subject.translator, request('Hola amigos, vamos todos a jugar'))).rejects.toMatchObject({
      code: 'translator-bad-answer',
      retryable: false,
    });
  });

  it('is not asked for again where the model only thought', async () => {
    await using subject = await openLlm({
      reply: () => ({ type: 'answer', text: '', thoughts: ['They greet', ' someone'], finish: 'length' }),
    });
    await expect(answersTo(subject.translator, request('Hola amigos.'))).rejects.toThrow(/thinks before it answers/u);
    expect(subject.server.chats).toHaveLength(1);
  });

  it('is cut on the wire as soon as it is far too long', async () => {
    await using subject = await openLlm({
      reply: () => ({ type: 'answer', text: Array.from({ length: 3000 }, () => 'very '), pieceMs: 1 }),
    });
    await expect(answersTo(subject.translator, request('Hola.'))).rejects.toThrow(/far more than a translation/u);
    for (const chat of subject.server.chats) {
      expect((await chat.closed).whole).toBe(false);
      expect(chat.writes.length).toBeLessThan(300);
    }
  });

  it('is never shown with its thoughts', async () => {
    const text = ['<th', 'ink>They', ' greet.', '</think>', '\n\n', 'Hello', ' friends.'];
    await using subject = await openLlm({ reply: () => ({ type: 'answer', text, thoughts: ['Hm.'] }) });
    expect(await answersTo(subject.translator, request('Hola amigos.'))).toEqual(['Hello', 'Hello friends.']);
  });
});

describe('a server that does not stream', () => {
  it('is understood all the same', async () => {
    await using subject = await openLlm({
      reply: () => ({ type: 'answer', text: 'Hello friends.', unstreamed: true, finish: null }),
    });
    expect(await answersTo(subject.translator, request('Hola amigos.'))).toEqual(['Hello friends.']);
    expect(speechOf(subject.server.chats[0]!)).toBe('Hola amigos.');
  });
});
