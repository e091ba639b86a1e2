import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixture } from '../support/files.ts';
import { jsonLines, runCli, startCli, type CliResult } from '../support/run-cli.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'overlingo-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'overlingo.yaml');

/** Runs a command on the file of this test. */
const config = (...args: string[]): Promise<CliResult> => runCli(['config', ...args, '--config', file]);

describe('overlingo config', () => {
  it('writes, shows, checks and takes out settings, with where they come from', async () => {
    writeFileSync(file, 'version: 1\n# of Ana\nserver:\n  port: 0\n');
    expect((await config('set', 'translation.targets', 'en,fr')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('# of Ana\nserver:\n  port: 0\ntranslation:');
    const { stdout } = await config('show', '--origin');
    expect(stdout).toContain(`["en","fr"]  (${file}:6)`);
    expect((await config('get', 'server.port')).stdout).toBe('0\n');
    const wrong = await config('set', 'server.port', '70000');
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('server.port "70000" is not between 0 and 65535. [config-invalid]');
    await config('unset', 'translation.targets');
    expect(readFileSync(file, 'utf8')).not.toContain('translation');
    expect((await config('path')).stdout).toBe(`${file}\n`);
    expect(JSON.parse((await runCli(['config', 'schema'])).stdout)).toHaveProperty('properties.server');
  });
});

describe('overlingo start with a file', () => {
  it('takes its inputs from there, follows it, and says what waits for the next start', async () => {
    const sound = fixture('heldout', 'es01.wav');
    const text = `version: 1\nserver: {port: 0}\naudio: {inputs: ["file:${sound}", browser]}\nrecognizer: {language: es}\n`;
    writeFileSync(file, text);
    const run = startCli(['start', '--config', file, '--json']);
    try {
      const told = (): readonly Record<string, unknown>[] => jsonLines(run.stdout().replace(/[^\n]*$/u, ''));
      await expect
        .poll(told, { timeout: 30_000 })
        .toContainEqual(expect.objectContaining({ type: 'transcript-final', sourceId: 'file1', language: 'es' }));
      writeFileSync(file, `${text}vocabulary: {mask: stars}\nspeech: {sensitivity: low}\n`);
      await expect.poll(told, { timeout: 30_000 }).toContainEqual(
        expect.objectContaining({
          code: 'config-changed',
          message:
            'The configuration has changed: vocabulary.mask. Takes effect at the next start: speech.sensitivity.',
        }),
      );
      writeFileSync(file, `${text}vocabulary: {mask: stras}\n`);
      await expect.poll(told, { timeout: 30_000 }).toContainEqual(expect.objectContaining({ code: 'config-invalid' }));
    } finally {
      run.child.kill('SIGINT');
      await run.ended;
    }
  });

  it('wants an input, from wherever', async () => {
    const { code, stderr } = await runCli(['start']);
    expect(code).toBe(2);
    expect(stderr).toContain('There is nothing to listen to: no input is given.');
    expect(stderr).toContain('See overlingo start --help. [usage]');
  });

  it('names the place of what is wrong', async () => {
    writeFileSync(file, 'server:\n  prot: 1\n');
    const { code, stderr } = await runCli(['start', '--config', file, '--input', 'stdin']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `overlingo: ${file}, line 2, column 3: server.prot is no setting; the nearest is server.port. ` +
        'Correct it there, or with overlingo config edit. [config-invalid]\n',
    );
  });
});
