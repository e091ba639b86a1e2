import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { openAudienceDoor, type AudienceDoor } from '../src/engine/server/audience/audience-door.ts';
import { AUDIENCE_DOOR } from '../test/support/audience-server.ts';
import { quantileOf, type BenchLine } from './report.ts';

const VIEWERS = 2000;

/** How many messages go each way, by turns, and how long after each other, in milliseconds. */
const ROUNDS = 60;
const BETWEEN_MS = 250;

const TEXT = 'We have to find the treasure before the other ship is here, and nobody knows the way.';

/** What a program that has only web sockets sends: the same bytes. */
const bareMessage = (text: string, index: number): string =>
  `42/audience,["entry",{"id":"1-${index}","key":"1.${index}","text":"${text}","language":"en"}]`;

/** Captions to many viewers on one process, against a plain WebSocket server that sends them the same in a loop. */
export async function audienceLines(): Promise<BenchLine[]> {
  const clients = fork(path.join(import.meta.dirname, 'audience-clients.mjs'), { serialization: 'advanced' });
  const bare = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await once(bare, 'listening');
  const door = await openAudienceDoor({
    ...AUDIENCE_DOOR,
    limit: VIEWERS,
    limitOfOneAddress: VIEWERS,
    proxies: ['loopback'],
  });
  try {
    const bareKiB = await grownKiB(() => connect(clients, 'bare', (bare.address() as AddressInfo).port));
    const ownKiB = await grownKiB(() => connect(clients, 'audience', door.port));
    await pause(1000);
    await sendByTurns(door, bare);
    const delays = await reportOf(clients);
    return lines(delays, { bareKiB, ownKiB });
  } finally {
    clients.kill();
    bare.close();
    await door.close();
  }
}

async function sendByTurns({ hall }: AudienceDoor, bare: WebSocketServer): Promise<void> {
  for (let index = 1; index <= ROUNDS; index += 1) {
    const text = (): string => `${TEXT} @${process.hrtime.bigint()}@`;
    hall.publish({ track: 'source', entry: { id: `1-${index}`, key: `1.${index}`, text: text(), language: 'en' } });
    await pause(BETWEEN_MS);
    const message = bareMessage(text(), index);
    for (const client of bare.clients) client.send(message);
    await pause(BETWEEN_MS);
  }
}

async function connect(clients: ChildProcess, kind: 'audience' | 'bare', port: number): Promise<void> {
  const url = `ws://127.0.0.1:${port}`;
  const own = [
    { after: '', send: '40/audience,' },
    { after: '40/audience,', send: '42/audience,0["choose","source",""]' },
    { after: '43/audience,' },
  ];
  clients.send(
    kind === 'bare'
      ? { type: 'connect', kind, count: VIEWERS, url, says: [{ after: '' }] }
      : { type: 'connect', kind, count: VIEWERS, url: `${url}/socket.io/?EIO=4&transport=websocket`, says: own },
  );
  await once(clients, 'message');
}

async function reportOf(clients: ChildProcess): Promise<Record<'audience' | 'bare', number[]>> {
  clients.send({ type: 'report' });
  const [{ delaysMs }] = (await once(clients, 'message')) as [{ delaysMs: Record<'audience' | 'bare', number[]> }];
  return delaysMs;
}

/** Memory of this process that each connection takes. */
async function grownKiB(work: () => Promise<void>): Promise<number> {
  const before = process.memoryUsage.rss();
  await work();
  return (process.memoryUsage.rss() - before) / 1024 / VIEWERS;
}

function lines(
  { audience, bare }: Record<'audience' | 'bare', number[]>,
  { bareKiB, ownKiB }: { readonly bareKiB: number; readonly ownKiB: number },
): BenchLine[] {
  const due = VIEWERS * ROUNDS;
  const described = (delays: readonly number[]): string =>
    `${quantileOf(delays, 0.5).toFixed(0)} ms median, ${quantileOf(delays, 0.99).toFixed(0)} ms p99`;
  return [
    {
      name: `audience: p99 of ${VIEWERS} viewers / of a bare ws fan-out`,
      value: quantileOf(audience, 0.99) / quantileOf(bare, 0.99),
      unit: 'x',
      goal: 2,
      detail: `${described(audience)}; bare: ${described(bare)}; ${ROUNDS} finals by turns`,
    },
    {
      name: 'audience: finals that did not come',
      value: due - audience.length,
      unit: 'captions',
      goal: 0,
      detail: `of ${due}`,
    },
    {
      name: 'audience: memory of a viewer',
      value: ownKiB,
      unit: 'KiB',
      detail: `in the process of the server; bare ws: ${bareKiB.toFixed(1)} KiB`,
    },
  ];
}
