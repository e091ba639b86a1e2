import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startDeepLServer } from '../support/deepl-server.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { asset } from '../support/files.ts';
import { startOpenAiServer } from '../support/openai/openai-server.ts';
import { demoSentences, translateDemo } from './translators-dictionary.ts';
import { DeepLFaults, LlmFaults } from './translators-faults.ts';
import { watchRun, type WatchedRun } from './translators-run.ts';

/** Easy to find where they must not be. The second one could pass for the name of a parameter. */
const KEYS = { DEEPL_API_KEY: 'deeplkeymarker-7f3a:fx', LLM_KEY: 'llmkeymarker9c1d' };

const FAULTS_LIMIT_MS = 90_000;

/** Words of the clip that no message of the program has. */
const SPOKEN = [
  ...new Set(
    demoSentences('es')
      .join(' ')
      .toLowerCase()
      .match(/\p{L}{6,}/gu),
  ),
];

const COMMANDS = {
  start: ['--input', `file:${asset('demo/demo-es.wav')}`, '--pace', '4x', '--json'],
  demo: ['--once', '--no-open'],
};

describe('keys and what was said, when servers quote them in their errors', () => {
  it.each(['start', 'demo'] as const)(
    'are not in what %s prints, and not in what pages are told but captions',
    async (command) => {
      const [deeplFaults, llmFaults] = [new DeepLFaults(), new LlmFaults()];
      await using deepl = await startDeepLServer({
        translate: (text, { target }) => translateDemo(text, 'es', target),
        reply: deeplFaults.reply,
      });
      await using llm = await startOpenAiServer({ reply: llmFaults.reply });
      const servers = ['--deepl-url', deepl.url, '--llm-url', llm.url, '--llm-key-variable', 'LLM_KEY'];
      const translation = ['--translator', 'deepl,llm', '--translate', 'en,fr,de', ...servers];
      await using run = await watchRun(
        [command, ...COMMANDS[command], '--language', 'es', '--log', 'info', ...translation],
        KEYS,
      );
      await eventually(() => expect([deeplFaults.done, llmFaults.done]).toEqual([true, true]), FAULTS_LIMIT_MS);
      await eventually(() => expect(refusedKeys(run)).toEqual(['deepl', 'llm']));
      const { stdout, stderr } = await run.stop();
      const heard = JSON.stringify(run.messages);
      expect(Object.values(KEYS).filter((key) => (stdout + stderr + heard).includes(key))).toEqual([]);

      const told = [withoutCaptions(stdout), stderr, JSON.stringify(run.statuses)].join('\n').toLowerCase();
      expect(told).toContain('refused the key');
      expect(SPOKEN.filter((word) => told.includes(word))).toEqual([]);
    },
    240_000,
  );
});

/** Makes every request end in an error that nobody catches, with all of the request in it. */
const CRASH = `
  import { Socket } from 'node:net';
  const { write } = Socket.prototype;
  Socket.prototype.write = function (data, ...rest) {
    const text = Buffer.from(data).toString();
    if (/^POST |"messages"/.test(text)) setImmediate(() => { throw new Error('Cannot send ' + text); });
    return write.call(this, data, ...rest);
  };
`;

it('keys and what was said are not in what a crash prints', async () => {
  await using llm = await startOpenAiServer();
  const translation = ['--translator', 'llm', '--llm-url', llm.url, '--llm-key-variable', 'LLM_KEY'];
  await using run = await watchRun(
    ['start', ...COMMANDS.start, '--language', 'es', '--translate', 'en', ...translation],
    { ...KEYS, NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(CRASH)}` },
  );
  const { code, stdout, stderr } = await run.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^overlingo: Overlingo met an unexpected error: Error at .+ \[internal\]$/mu);
  expect(stdout + stderr).not.toContain(KEYS.LLM_KEY);
  expect(SPOKEN.filter((word) => stderr.toLowerCase().includes(word))).toEqual([]);
});

/** The translators that rest because a server refused their key. */
function refusedKeys({ statuses }: WatchedRun): string[] {
  const translators = statuses.at(-1)?.translators ?? [];
  return translators.filter(({ detail }) => detail?.includes('refused the key')).map(({ name }) => name);
}

/** The lines that are no captions: of JSON, and of the terminal where captions begin with a time or a language. */
function withoutCaptions(stdout: string): string {
  const isCaption = /^\{"type":"(?:transcript|translation)-|^(?:\d\d:\d\d| +[a-z]{2}) /u;
  return stripVTControlCharacters(stdout)
    .split('\n')
    .filter((line) => !isCaption.test(line))
    .join('\n');
}
