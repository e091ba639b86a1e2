import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { agreeToLicence } from '../../../src/cli/licence-question.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';

const { signal } = new AbortController();
const paid = { id: 'moon', licence: { name: 'CC-BY-NC-4.0', commercial: false } };

function terminal(isTTY: boolean, answer = ''): { readonly streams: Terminal; readonly asked: () => string } {
  const stdin = Object.assign(new PassThrough(), { isTTY }) as unknown as Terminal['stdin'];
  const stdout = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY });
  (stdin as unknown as PassThrough).write(answer);
  return { streams: { stdin, stdout, stderr: stdout }, asked: () => (stdout.read() as string | null) ?? '' };
}

describe('a model with which no money may be earned', () => {
  it.each(['y\n', 'Yes\n'])('is downloaded where somebody answers %j', async (answer) => {
    const { streams, asked } = terminal(true, answer);
    await agreeToLicence(paid, false, streams, signal);
    expect(asked()).toContain(
      'The licence of moon (CC-BY-NC-4.0) does not allow earning money with it. Download it? [y/N]',
    );
  });

  it.each(['n\n', '\n', 'yesterday\n'])('is not where somebody answers %j', async (answer) => {
    const { streams } = terminal(true, answer);
    await expect(agreeToLicence(paid, false, streams, signal)).rejects.toMatchObject({
      code: 'usage',
      hint: 'Add --yes if you may use it.',
    });
  });

  it('is not where nobody can be asked, unless that was agreed to before', async () => {
    const { streams, asked } = terminal(false);
    await expect(agreeToLicence(paid, false, streams, signal)).rejects.toMatchObject({ code: 'usage' });
    await agreeToLicence(paid, true, streams, signal);
    expect(asked()).toBe('');
  });

  it('is not asked for any more once the user has had enough', async () => {
    const abort = new AbortController();
    const { streams } = terminal(true);
    const asked = agreeToLicence(paid, false, streams, abort.signal);
    abort.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
  });
});

it('asks too where nobody has looked up the licence, and not where money may be earned', async () => {
  const { streams, asked } = terminal(false);
  const unknown = { id: 'zip', licence: { name: 'unknown' } };
  await expect(agreeToLicence(unknown, false, streams, signal)).rejects.toThrow(
    /Nobody has looked up the licence of zip/,
  );
  await agreeToLicence({ id: 'k', licence: { name: 'MIT', commercial: true } }, false, streams, signal);
  expect(asked()).toBe('');
});
