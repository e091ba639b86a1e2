import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { AUDIO_IN_NAMESPACE } from '../../src/protocol/audio-contract.ts';
import { CAPTION_NAMESPACE } from '../../src/protocol/socket-contract.ts';
import { startCli, type CliResult, type RunningCli } from '../support/run-cli.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'overlingo-guests-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sockets: Socket[] = [];
let running: RunningCli | undefined;

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  running?.child.kill('SIGKILL');
  await running?.ended;
});

/** Runs `overlingo start` with guests; its data folder is that of this test. */
function start(...options: readonly string[]): RunningCli {
  const env = { ...process.env, NO_COLOR: '1', XDG_CONFIG_HOME: folder, APPDATA: folder, HOME: folder };
  running = startCli(['start', '--input', 'browser', '--language', 'en', '--port', '0', ...options], env);
  return running;
}

/** The address behind a label of the output, once it is there. */
async function addressOf({ stdout }: RunningCli, label: string): Promise<URL> {
  await vi.waitFor(() => expect(stdout()).toContain(label), { timeout: 20_000 });
  const found = new RegExp(`^${label} {2}(\\S+)`, 'mu').exec(stdout())?.[1];
  return new URL(found ?? '');
}

const tokenOf = ({ hash }: URL): string => new URLSearchParams(hash.slice(1)).get('token') ?? '';

function connect(url: string, options: object): Socket {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  sockets.push(socket);
  return socket;
}

/** Speaks as the microphone page of this PC does, from its hello on. */
async function speak({ origin }: URL): Promise<Socket> {
  const socket = connect(`${origin}${AUDIO_IN_NAMESPACE}`, { extraHeaders: { origin } });
  const hello = { protocol: 1, session: 'a-session-of-a-test', name: 'Anna', kind: 'microphone' };
  expect(await socket.emitWithAck('hello', hello)).toMatchObject({ ok: true });
  for (let frame = 0; frame < 60; frame += 1) socket.emit('sound', frame, Buffer.alloc(1024));
  await new Promise((resolve) => socket.once('heard', resolve));
  return socket;
}

async function stop({ child, ended }: RunningCli): Promise<CliResult> {
  child.kill('SIGINT');
  return ended;
}

describe('overlingo start with guests', () => {
  it.each([
    ['sends sound', () => undefined],
    ['has lost its connection', (page: Socket) => page.io.engine.close()],
    ['has stopped', (page: Socket) => page.disconnect()],
  ])('ends by itself on Ctrl-C where a browser %s', async (_state, change) => {
    const cli = start();
    const page = await speak(await addressOf(cli, 'Microphone page'));
    await vi.waitFor(() => expect(cli.stdout()).toContain('A browser sends sound: Anna.'), { timeout: 20_000 });
    change(page);
    await new Promise((resolve) => setTimeout(resolve, 300));
    // A run that hangs is cut off after 1.9 s, with another code.
    expect((await stop(cli)).code).toBe(0);
  });

  it('gives other devices the same token and certificate at each start, until a new token is asked for', async () => {
    const seen: { token: string; hosts: string }[] = [];
    for (const options of [[], [], ['--new-token']]) {
      const cli = start('--lan', ...options);
      const overlay = await addressOf(cli, 'Captions on other devices');
      const microphone = await addressOf(cli, 'Microphone on other devices');
      expect([overlay.protocol, overlay.pathname, microphone.pathname]).toEqual(['https:', '/overlay', '/microphone']);
      expect(tokenOf(microphone)).toBe(tokenOf(overlay));
      const url = `https://127.0.0.1:${overlay.port}${CAPTION_NAMESPACE}`;
      const page = connect(url, { rejectUnauthorized: false, auth: { token: tokenOf(overlay) } });
      await new Promise((resolve) => page.once('snapshot', resolve));
      const former = seen.at(-1)?.token ?? '';
      if (options.length > 0) {
        const late = connect(url, { rejectUnauthorized: false, auth: { token: former } });
        const error = await new Promise<Error>((resolve) => late.once('connect_error', resolve));
        expect(error.message).toBe('token-wrong');
        expect(cli.stdout()).toContain('The former token is no longer valid.');
      }
      seen.push({ token: tokenOf(overlay), hosts: overlay.host });
      expect((await stop(cli)).code).toBe(0);
    }
    expect(seen[1]?.token).toBe(seen[0]?.token);
    expect(seen[2]?.token).not.toBe(seen[1]?.token);
  });

  it('has no use for a new token where nobody needs one', async () => {
    const { code, stderr } = await start('--new-token').ended;
    expect(code).toBe(2);
    expect(stderr).toContain('--new-token');
  });
});
