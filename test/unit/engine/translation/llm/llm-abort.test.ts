import { describe, expect, it } from 'vitest';
import type { ChatReply } from '../../../../support/openai/chat-reply.ts';
import { translationRequest as request } from '../translation-request.ts';
import { openLlm } from './open-llm.ts';

const WHERE: readonly (readonly [string, ChatReply, number])[] = [
  ['before the first byte', { type: 'silent' }, 0],
  [
    'in the middle of an answer that has stalled',
    { type: 'answer', text: ['Hello', ' my', ' friends'], stallAfter: 2 },
    2,
  ],
  [
    'in the middle of an answer that goes on',
    { type: 'answer', text: Array.from({ length: 500 }, () => 'ha '), pieceMs: 2 },
    2,
  ],
];

describe('an aborted translation', () => {
  it.each(WHERE)('ends at once, also on the wire, %s', async (_where, reply, answersBefore) => {
    await using subject = await openLlm({ reply: () => reply }, { model: 'any' });
    const abort = new AbortController();
    const reason = new Error('superseded');
    const long = request('Hola amigos, '.repeat(60));
    const answers = subject.translator.translate(long, { signal: abort.signal })[Symbol.asyncIterator]();
    let next = answers.next();
    const chat = await subject.server.chat(0);
    for (let count = 0; count < answersBefore; count += 1) {
      await next;
      next = answers.next();
    }
    abort.abort(reason);
    await expect(next).rejects.toBe(reason);
    expect((await chat.closed).whole).toBe(false);
    expect((await answers.next()).done).toBe(true);
  });

  it('ends on the wire where nobody reads on', async () => {
    await using subject = await openLlm({
      reply: () => ({ type: 'answer', text: 'Hello my friends', pieceMs: 5, stallAfter: 3 }),
    });
    for await (const _answer of subject.translator.translate(request('Hola mis amigos'), {
      signal: new AbortController().signal,
    }))
      break;
    expect((await (await subject.server.chat(0)).closed).whole).toBe(false);
  });

  it('ends when the translator is closed', async () => {
    await using subject = await openLlm({ reply: () => ({ type: 'silent' }) });
    const { signal } = new AbortController();
    const pending = subject.translator.translate(request('Hola'), { signal })[Symbol.asyncIterator]().next();
    const chat = await subject.server.chat(0);
    await subject.translator.close();
    await expect(pending).rejects.toMatchObject({ code: 'translator-unreachable' });
    expect((await chat.closed).whole).toBe(false);
  });
});
