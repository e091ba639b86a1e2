import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { createStreamCapture } from '../../../../src/engine/audio/stream/stream-capture.ts';
import type { Logger } from '../../../../src/engine/log.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { notice } from '../../../../src/engine/pipeline/notice.ts';
import { GuestRoom } from '../../../../src/engine/server/guests/guest-room.ts';
import type { StreamSound } from '../../../../src/engine/server/stream/stream-sound.ts';
import { CAPTION_NAMESPACE } from '../../../../src/protocol/socket-contract.ts';
import { STREAM_CLOSE } from '../../../../src/protocol/stream-contract.ts';
import { final } from '../../../support/caption-builders.ts';
import { startPageServer } from '../../../support/page-server.ts';
import { TestClient } from '../../../support/stream-support.ts';

/** Large, so that the buffers of the system are soon full. */
const TEXT = 'x'.repeat(50_000);

/** More than the buffers of any system hold. */
const MOST_TEXTS = 1000;

const pages: Socket[] = [];

afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

function openPage(url: string, transport: 'websocket' | 'polling') {
  const page: Socket = io(`${url}${CAPTION_NAMESPACE}`, {
    transports: [transport],
    forceNew: true,
    reconnectionDelay: 20,
  });
  pages.push(page);
  const heard = { snapshots: 0, captions: 0 };
  page.on('snapshot', () => (heard.snapshots += 1));
  page.on('caption', () => (heard.captions += 1));
  return { page, heard };
}

/** What a page has stood still with, to be read on. */
function stopReading(page: Socket): () => void {
  const { transport } = page.io.engine;
  if (transport.name === 'websocket') {
    const { ws } = transport as unknown as { readonly ws: WebSocket };
    ws.pause();
    return () => ws.resume();
  }
  const polling = transport as unknown as { doPoll: () => void };
  const poll = polling.doPoll.bind(polling);
  polling.doPoll = () => undefined;
  return poll;
}

describe('a page that does not read', () => {
  it.each(['websocket', 'polling'] as const)(
    'is disconnected once 1 MiB waits for it, over %s, and comes back to a snapshot',
    async (transport) => {
      const warnings: string[] = [];
      const ignore = (): void => undefined;
      const log: Logger = { error: ignore, warn: (message) => warnings.push(message), info: ignore, debug: ignore };
      await using engine = await startPageServer({ log });
      const [reading, stuck] = [openPage(engine.server.url, 'websocket'), openPage(engine.server.url, transport)];
      await vi.waitFor(() => expect([reading.heard.snapshots, stuck.heard.snapshots]).toEqual([1, 1]));
      const readOn = stopReading(stuck.page);
      let said = 0;
      while (engine.server.pageCount === 2 && said < MOST_TEXTS) {
        engine.say(final('a', (said += 1), TEXT));
        await setImmediate();
      }
      expect(engine.server.pageCount).toBe(1);
      expect(said * TEXT.length).toBeGreaterThan(1_000_000);
      expect(warnings).toEqual([
        'A page did not read its captions, and was disconnected. It gets them when it comes back.',
      ]);
      readOn();
      await vi.waitFor(() => expect(stuck.heard.snapshots).toBe(2));
      await vi.waitFor(() => expect(reading.heard).toEqual({ snapshots: 1, captions: said }));
      engine.say(final('b', 1, 'Both again.'));
      await vi.waitFor(() => expect(reading.heard.captions).toBe(said + 1));
      expect(engine.server.pageCount).toBe(2);
    },
  );
});

it('a program that does not read is told so once 1 MiB waits for it, and cut', async () => {
  const room = new GuestRoom<StreamSound>({ prefix: 'stream', most: 2, clock: systemClock });
  room.subscribe({ onSession: (session) => session.send({ type: 'heard', language: 'en' }) });
  await using engine = await startPageServer({ programs: { room, createSound: createStreamCapture } });
  const client = new TestClient(`${engine.server.url.replace('http', 'ws')}/stream`, {
    headers: { authorization: `Bearer ${engine.server.token.value}` },
  });
  await client.say({ type: 'hello' });
  await client.next('ready');
  client.socket.pause();
  const told = notice('server', { level: 'info', code: 'token-renewed', message: TEXT });
  for (let said = 0; room.sessions.length === 1 && said < MOST_TEXTS; said += 1) {
    room.sessions[0]?.send(told);
    await setImmediate();
  }
  expect(room.sessions).toEqual([]);
  client.socket.resume();
  expect(await client.closed).toMatchObject({ code: STREAM_CLOSE.silent, reason: 'The captions are not read.' });
  if (client.socket.readyState !== client.socket.CLOSED) await once(client.socket, 'close');
});
