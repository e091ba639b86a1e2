import { describe, expect, it } from 'vitest';
import { demoClip } from '../../../support/clips.ts';
import { NO_PACE, startStreamServer, STEADY, TestClient } from '../../../support/stream-support.ts';

const CLIENTS = 20;
const clip = demoClip('es').samples.slice(0, 16_000 * 20);

async function hear(client: TestClient): Promise<readonly (readonly [string, number, number])[]> {
  await client.play(clip);
  await client.say({ type: 'end' });
  expect(await client.closed).toMatchObject({ code: 1000 });
  return client.finals.map(({ text, start, end }) => [text, start, end] as const);
}

describe('many clients', () => {
  it(`gives ${CLIENTS} at once the captions that one gets alone, in bounded memory, while others come and go`, async () => {
    await using open = await startStreamServer({ script: {}, config: STEADY, limits: { ...NO_PACE, maxClients: 40 } });
    const alone = await hear(new TestClient(open.url));
    expect(alone.length).toBeGreaterThanOrEqual(5);
    let mostWaitingMs = 0;
    const watch = setInterval(() => {
      for (const { waitingMs } of open.endpoint.clients) mostWaitingMs = Math.max(mostWaitingMs, waitingMs);
    }, 5);
    const all = Array.from({ length: CLIENTS }, () => hear(new TestClient(open.url)));
    for (let leaver = 0; leaver < 10; leaver += 1) {
      const client = new TestClient(open.url);
      await client.play(clip.subarray(0, 16_000 * 3));
      client.socket.terminate();
    }
    for (const captions of await Promise.all(all)) expect(captions).toEqual(alone);
    clearInterval(watch);
    expect(mostWaitingMs).toBeLessThan(8000);
    await expect.poll(() => open.endpoint.clients).toEqual([]);
  });
});
