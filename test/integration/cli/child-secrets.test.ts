import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../src/testing/eventually.ts';
import { fixture } from '../../support/files.ts';
import { commandOf, descendants } from '../../support/process-tree.ts';
import { startCli } from '../../support/run-cli.ts';
import { jsonReply, startTranscriptionServer } from '../../support/transcription-server.ts';

const SECRET = 'planted-0123456789';

/** Names of vendors, and one of the user. */
const PLANTED = Object.fromEntries(
  ['DEEPL_API_KEY', 'OPENAI_API_KEY', 'NVIDIA_API_KEY', 'AWS_SECRET_ACCESS_KEY', 'MY_SPEECH', 'GITHUB_TOKEN'].map(
    (name) => [name, SECRET],
  ),
);

function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8');
  } catch {
    return '';
  }
}

describe.skipIf(process.platform !== 'linux')('the processes that the command starts', () => {
  it.each([
    { name: 'with a model of this computer', args: ['--translate', 'en', '--translator', 'local'] },
    { name: 'with a speech server, which gets its key all the same', args: ['--api-key-variable', 'MY_SPEECH'] },
  ])('have no keys in their environment $name', async ({ args }) => {
    await using server = await startTranscriptionServer({ reply: () => jsonReply({ text: 'Hola.' }) });
    const model = args.includes('MY_SPEECH') ? ['--model', server.url] : [];
    const run = startCli(
      ['start', '--input', `file:${fixture('heldout', 'es01.wav')}`, '--language', 'es', ...model, ...args],
      {
        ...process.env,
        ...PLANTED,
      },
    );
    try {
      await eventually(
        () => expect(descendants(run.child.pid!).map(environmentOf).join('')).toContain('PATH='),
        30_000,
      );
      const seen = new Map<string, string>();
      for (let look = 0; look < 50 && run.child.exitCode === null; look += 1) {
        for (const pid of descendants(run.child.pid!)) {
          const environment = environmentOf(pid);
          if (environment !== '') seen.set(`${pid} ${commandOf(pid)}`, environment);
        }
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(seen.size).toBeGreaterThan(0);
      expect([...seen].filter(([, environment]) => environment.includes(SECRET)).map(([command]) => command)).toEqual(
        [],
      );
      if (model.length > 0) {
        const request = await server.request(0);
        expect(request.headers.authorization).toBe(`Bearer ${SECRET}`);
      }
    } finally {
      run.child.kill('SIGKILL');
      await run.ended;
    }
  });
});
