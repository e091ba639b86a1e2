import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../../src/testing/eventually.ts';
import { startDeepLServer, type DeepLServer } from '../../support/deepl-server.ts';
import { fixture } from '../../support/files.ts';
import { startCli } from '../../support/run-cli.ts';

let home: string;
beforeEach(async () => (home = await mkdtemp(path.join(tmpdir(), 'overlingo-home-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, XDG_CONFIG_HOME: path.join(home, 'config'), DEEPL_API_KEY: 'a-key:fx' };
}

function translate(server: DeepLServer, budget: number) {
  const spoken = ['transcribe', fixture('heldout', 'es01.wav'), '--language', 'es', '--translate', 'en'];
  const translator = ['--translator', 'deepl', '--deepl-url', server.url, '--budget', `deepl=${budget}`];
  return startCli([...spoken, ...translator], environment());
}

async function used(): Promise<number> {
  const file = path.join(home, 'config', 'overlingo', 'translation-usage.json');
  const { month, used: months } = JSON.parse(await readFile(file, 'utf8')) as {
    month: string;
    used: Record<string, Record<string, number>>;
  };
  return months[month]?.['deepl'] ?? 0;
}

const sentCharacters = ({ requests }: DeepLServer): number =>
  requests
    .filter(({ path: asked }) => asked.endsWith('/translate'))
    .reduce((sum, { fields }) => {
      const texts = fields.getAll('text');
      return sum + texts.reduce((length, text) => length + Array.from(text).length, 0);
    }, 0);

describe('the used budget', () => {
  it('is the sum of processes that run at the same time', async () => {
    await using server = await startDeepLServer();
    const runs = [1, 2, 3].map(() => translate(server, 500_000).ended);
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(sentCharacters(server)).toBeGreaterThan(20);
    expect(await used()).toBe(sentCharacters(server));
  });

  it('holds what a process has sent that is killed before it has an answer', async () => {
    await using server = await startDeepLServer({
      reply: ({ path: asked }) => (asked.endsWith('/translate') ? { fault: 'silent' } : undefined),
    });
    const { child, ended } = translate(server, 500_000);
    await eventually(() => expect(sentCharacters(server)).toBeGreaterThan(0), 30_000);
    child.kill('SIGKILL');
    await ended;
    expect(await used()).toBeGreaterThanOrEqual(sentCharacters(server));
  });
});

describe('the configuration', () => {
  it('keeps what several processes set at the same time', async () => {
    const own = { ...environment(), OVERLINGO_CONFIG: path.join(home, 'overlingo.yaml') };
    const settings = {
      'server.port': '8123',
      'translation.targets': 'en,fr',
      'server.maxLag': '9',
      'server.lan': 'on',
    };
    const runs = Object.entries(settings).map(([name, text]) => startCli(['config', 'set', name, text], own).ended);
    expect((await Promise.all(runs)).map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, '']));
    const text = await readFile(path.join(home, 'overlingo.yaml'), 'utf8');
    for (const name of ['port: 8123', 'targets:', 'maxLag: 9', 'lan: true']) expect(text).toContain(name);
    expect((await readdir(home)).filter((name) => name.includes('lock') || name.includes('part'))).toEqual([]);
  });
});
