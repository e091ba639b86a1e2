import { DeepLClient } from 'deepl-node';
import { describe, expect, it } from 'vitest';
import { OutgoingConnections } from '../../../../../src/engine/pipeline/network/outgoing-fetch.ts';
import { hookRequests } from '../../../../../src/engine/translation/deepl/request-hook.ts';
import type { ScriptedReply } from '../../../../support/deepl/scripted-reply.ts';
import { startDeepLServer } from '../../../../support/deepl-server.ts';
import { eventually } from '../../../../../src/testing/eventually.ts';
import { openDeepL } from './open-deepl.ts';

const slowReplies: readonly ScriptedReply[] = [
  { fault: 'silent' },
  { fault: 'stalled' },
  { after: new Promise(() => undefined) },
];

describe('a request to DeepL that is aborted', () => {
  it.each(slowReplies)('while DeepL answers with %j ends at once, on the wire too', async (reply) => {
    await using server = await startDeepLServer({ reply: (_, index) => (index === 0 ? reply : undefined) });
    await using deepl = openDeepL(server);
    const abort = new AbortController();
    const reason = new Error('superseded');
    const saying = deepl.say('Hola.', {}, abort.signal);
    saying.catch(() => undefined);
    await eventually(() => expect(server.requests).toHaveLength(1));
    const abortedAtMs = performance.now();
    abort.abort(reason);
    await expect(saying).rejects.toBe(reason);
    const endedAtMs = performance.now();
    const noticedAtMs = await server.requests[0]!.abortedAtMs;
    // Milliseconds in truth; the limits only tell an abort from a timeout on a busy machine.
    expect(endedAtMs - abortedAtMs).toBeLessThan(1000);
    expect(noticedAtMs! - abortedAtMs).toBeLessThan(1000);
    expect(await deepl.say('Hola.')).toBe('[en-US] Hola.');
    expect(server.requests).toHaveLength(2);
  });

  it('before it starts is not sent', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server);
    await expect(deepl.say('Hola.', {}, AbortSignal.abort())).rejects.toThrow('aborted');
    expect(server.requests).toHaveLength(0);
  });

  it('does not disturb the others', async () => {
    await using server = await startDeepLServer({
      reply: (_, index) => (index === 0 ? { fault: 'silent' } : { delayMs: 50 }),
    });
    await using deepl = openDeepL(server);
    const abort = new AbortController();
    const aborted = deepl.say('Uno.', {}, abort.signal);
    aborted.catch(() => undefined);
    await eventually(() => expect(server.requests).toHaveLength(1));
    const others = Promise.all(['Dos.', 'Tres.'].map((text) => deepl.say(text)));
    abort.abort();
    await expect(aborted).rejects.toThrow('aborted');
    expect(await others).toEqual(['[en-US] Dos.', '[en-US] Tres.']);
  });

  it('for the quota ends as well', async () => {
    await using server = await startDeepLServer({ reply: () => ({ fault: 'silent' }) });
    await using deepl = openDeepL(server);
    const abort = new AbortController();
    const asking = deepl.translator.quota(abort.signal);
    asking.catch(() => undefined);
    await eventually(() => expect(server.requests).toHaveLength(1));
    abort.abort();
    await expect(asking).rejects.toThrow('aborted');
    expect(await server.requests[0]!.abortedAtMs).toBeDefined();
  });

  it('ends with the translator, as does its background work', async () => {
    await using server = await startDeepLServer({ reply: () => ({ fault: 'silent' }) });
    const deepl = openDeepL(server);
    deepl.translator.start();
    await eventually(() => expect(server.requests).toHaveLength(2));
    await deepl.translator.close();
    await eventually(() => expect(server.connections()).toBe(0));
  });
});

describe('the place where the client library describes a request', () => {
  const wire = { signal: AbortSignal.abort(), connections: new OutgoingConnections(), head: {} };

  it('lets us send the request, so that its signal alone counts', async () => {
    const client = new DeepLClient('a-key');
    hookRequests(client, wire);
    await expect(client.getUsage()).rejects.toThrow('aborted');
  });

  it.each([{}, { httpClient: {} }, { httpClient: { prepareRequest: 'gone' } }])(
    'must be there, unlike in %j',
    (client) => {
      expect(() => hookRequests(client, wire)).toThrow(/deepl-node does not let a request be aborted/);
    },
  );
});
