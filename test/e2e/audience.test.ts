import { request, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { asset } from '../support/files.ts';
import { jsonLines, startCli, type RunningCli } from '../support/run-cli.ts';
import { RedisServer, redisMissing } from '../support/redis-server.ts';
import { TestViewer } from '../integration/engine/server/audience/audience-support.ts';

const missing = redisMissing();
const WAIT = { timeout: 50_000, interval: 50 } as const;
const DOOR = ['--audience', '--audience-port', '0', '--audience-address', '127.0.0.1', '--port', '0'];

const running: RunningCli[] = [];

afterEach(async () => {
  for (const { child, ended } of running.splice(0)) {
    child.kill('SIGKILL');
    await ended;
  }
});

function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): RunningCli {
  const started = startCli(args, env);
  running.push(started);
  return started;
}

/** Address of the page for viewers, without its path, once it is told. */
async function doorOf(cli: RunningCli, told: () => string = cli.stdout): Promise<string> {
  return vi.waitFor(() => /For viewers +(http:\S+)\/watch/u.exec(told())?.[1] ?? expect.fail('not told yet'), WAIT);
}

/** What a child has written to its standard error so far. */
function errorsOf({ child }: RunningCli): () => string {
  let text = '';
  child.stderr.on('data', (data: string) => (text += data));
  return () => text;
}

async function ask(url: string): Promise<{ readonly status: number; readonly type: string; readonly text: string }> {
  const asked = request(url, { agent: false }).end();
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text };
}

describe('overlingo start --audience', () => {
  it('has a door for viewers, and a picture of its address for pages of this PC', async () => {
    const cli = run(['start', '--programs', ...DOOR]);
    const door = await doorOf(cli);
    const pages = /Overlingo +(http:\S+)\//u.exec(cli.stdout())?.[1] ?? '';
    expect((await ask(`${door}/watch`)).type).toContain('text/html');
    expect(await ask(`${pages}/watch-code`)).toMatchObject({ status: 200, type: 'image/svg+xml' });
    expect((await ask(`${door}/watch-code`)).status).toBe(404);
    expect((await ask(`${door}/overlay`)).status).toBe(404);
    // Where nobody looks at a terminal, there is no picture in it.
    expect(cli.stdout()).not.toContain('█');
  });
});

describe.skipIf(missing !== undefined)(`overlingo relay${missing === undefined ? '' : ` (${missing})`}`, () => {
  it('brings real captions to viewers, also where one is killed, and Redis is too', async () => {
    await using redis = await RedisServer.start({ password: 'hunter2' });
    const env = { ...process.env, OVERLINGO_REDIS_PASSWORD: 'hunter2' };
    const relayArgs = ['relay', '--redis', redis.url, '--port', '0', '--audience-address', '127.0.0.1'];
    const [dying, staying] = [run(relayArgs, env), run(relayArgs, env)];
    const doors = [await doorOf(dying), await doorOf(staying)] as const;
    let up: readonly string[] = doors;
    let next = 0;
    const balancer = (): string => up[(next += 1) % up.length] ?? doors[1];
    const input = ['--input', `file:${asset('demo', 'demo-es.wav')}`, '--language', 'es', '--pace', '3x', '--json'];
    const engine = run(['start', ...input, '--translate', 'en', ...DOOR, '--redis', redis.url], env);
    const here = new TestViewer(await doorOf(engine, errorsOf(engine)), 'en');
    const viewers = Array.from({ length: 6 }, () => new TestViewer(balancer, 'en'));
    await vi.waitFor(() => expect(here.lines.length).toBeGreaterThan(1), WAIT);
    up = [doors[1]];
    dying.child.kill('SIGKILL');
    await vi.waitFor(() => expect(here.lines.length).toBeGreaterThan(3), WAIT);
    await redis.kill();
    await vi.waitFor(() => expect(here.lines.length).toBeGreaterThan(5), WAIT);
    await redis.start();
    const { stdout, code } = await engine.ended;
    expect(code).toBe(0);
    const said = jsonLines(stdout).flatMap(({ type, text }) => (type === 'translation-final' ? [text] : []));
    expect(said.length).toBeGreaterThan(8);
    await vi.waitFor(() => expect(viewers.map(({ lines }) => lines)).toEqual(viewers.map(() => said)), WAIT);
    await vi.waitFor(() => expect(viewers[0]?.about?.live).toBe(false), WAIT);
    for (const viewer of [here, ...viewers]) viewer[Symbol.dispose]();
    staying.child.kill('SIGINT');
    expect((await staying.ended).code).toBe(0);
  });

  it('says what it needs where no Redis is named', async () => {
    const { stderr, code } = await run(['relay']).ended;
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('A relay gets captions from Redis, and none is named.'),
    ]);
  });

  it('takes no password in an address', async () => {
    const { stderr, code } = await run(['relay', '--redis', 'redis://:hunter2@127.0.0.1']).ended;
    expect(code).toBe(2);
    expect(stderr).toContain('OVERLINGO_REDIS_PASSWORD');
    expect(stderr).not.toContain('hunter2');
  });
});
