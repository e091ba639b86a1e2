import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, vi } from 'vitest';
import { cliFile } from '../support/files.ts';
import { commandOf, descendants } from '../support/process-tree.ts';
import { jsonLines, startCli, withoutOwnSettings } from '../support/run-cli.ts';

const hasPrlimit = spawnSync('prlimit', ['--version']).status === 0;

// Below 24, Node cannot load the files of the program itself: it prints a trace before anything of it runs.
it.skipIf(process.platform === 'win32').each([30, 50, 80])(
  'a start that may open %i files ends with a sentence',
  async (limit) => {
    const script = `ulimit -n ${limit}; exec "$0" "$@"`;
    const args = ['-c', script, process.execPath, cliFile, 'demo', '--port', '0'];
    const child = spawn('/bin/sh', args, { env: withoutOwnSettings(process.env) });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.resume();
    const [code] = (await once(child, 'close')) as [number | null];
    expect(stderr).toMatch(/^overlingo: [^\n]*cannot open a file, [^\n]*\[files-exhausted\]\n$/u);
    expect(code).toBe(1);
  },
);

it.skipIf(!hasPrlimit)(
  'a recogniser that cannot be started again for want of files is told so, until it can',
  async () => {
    const run = startCli(['start', '--input', 'browser', '--port', '0', '--json']);
    const pid = run.child.pid ?? 0;
    const host = (): number | undefined =>
      descendants(pid).find((child) => commandOf(child).includes('recognizer-host'));
    const codes = (): unknown[] => jsonLines(run.stdout()).map(({ code }) => code);
    const limit = (files: number): unknown => execFileSync('prlimit', ['--pid', String(pid), `--nofile=${files}:`]);
    try {
      await vi.waitFor(() => expect(codes()).toContain('bundled-model'), { timeout: 20_000 });
      limit(20);
      process.kill(host() ?? 0, 'SIGKILL');
      await vi.waitFor(() => expect(codes()).toContain('files-exhausted'), { timeout: 10_000 });
      limit(1024);
      await vi.waitFor(() => expect(host()).toBeDefined(), { timeout: 20_000 });
      expect(codes()).not.toContain('model-damaged');
    } finally {
      run.child.kill('SIGINT');
    }
    expect(await run.ended).toMatchObject({ code: 0 });
  },
);
