import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { LiveTranscripts } from '../../../../src/engine/captions/sessions/live-transcripts.ts';
import { readSession } from '../../../../src/engine/captions/sessions/read-session.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { Metrics } from '../../../../src/engine/pipeline/metrics.ts';
import { OutputRunner } from '../../../../src/engine/run/output-runner.ts';
import { StatusBoard } from '../../../../src/engine/run/status-board.ts';
import type { StatusNotice } from '../../../../src/protocol/status.ts';
import { final } from '../../../support/caption-builders.ts';
import { parseSrt, parseVtt } from '../../../support/subtitle-parsers.ts';

const disk = mkdtempSync(path.join(tmpdir(), 'overlingo-full-disk-'));
/** Only root may mount, and not in every container. */
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', disk]).status === 0;

afterAll(() => {
  if (isMounted) execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true, force: true });
});

describe.skipIf(!isMounted)('a session on a disk that is full', () => {
  it('goes on, is told of once, keeps its files whole, and misses nothing once there is room', async () => {
    const notices: StatusNotice[] = [];
    const notify = (told: StatusNotice): void => void notices.push(told);
    const output = new LiveTranscripts({
      folder: disk,
      spoken: 'en',
      targets: [],
      formats: ['srt', 'vtt', 'jsonl'],
      onNotice: notify,
    });
    const status = new StatusBoard(new Metrics());
    const runner = new OutputRunner(output, {
      clock: systemClock,
      log: silentLog,
      status,
      count: () => undefined,
      notify,
    });
    const zeroMs = systemClock.nowMs();
    let number = 0;
    const say = (): void => {
      number += 1;
      const [startMs, endMs] = [number * 3000, number * 3000 + 2500];
      const timing = { speechEndAtMs: zeroMs + endMs, emittedAtMs: zeroMs + endMs };
      runner.push({
        ...final(`${number}`, 1, `This is sentence ${number}. `.repeat(3).trim()),
        startMs,
        endMs,
        timing,
      });
    };
    const textOf = async (name: string): Promise<string> =>
      readFile(path.join((await readSession(disk, 'latest', () => undefined)).folder, name), 'utf8');
    // Subtitles come a while behind the speech.
    for (let first = 0; first < 30; first += 1) say();
    await vi.waitFor(async () => expect(await textOf('captions.en.vtt')).toContain('sentence 1.'), { timeout: 10_000 });
    const filler = path.join(disk, 'recording.mkv');
    await writeFile(filler, Buffer.alloc(1 << 20)).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'ENOSPC' });
    });

    while (!notices.some(({ code }) => code === 'output-failed')) {
      say();
      await systemClock.sleep(2, new AbortController().signal);
    }
    const failed = number;
    for (let more = 0; more < 20; more += 1) say();
    // Long enough for another try to fail too.
    await systemClock.sleep(2500, new AbortController().signal);
    const { captions, damaged } = await readSession(disk, 'latest', () => undefined);
    expect(damaged).toBe(0);
    expect(captions.length).toBeGreaterThan(0);
    expect(captions.length).toBeLessThan(number);
    expect(parseSrt(await textOf('captions.en.srt')).length).toBeGreaterThan(0);
    expect(parseVtt(await textOf('captions.en.vtt')).length).toBeGreaterThan(0);
    const blamed = notices.filter(({ code }) => code === 'output-failed');
    expect(blamed.map(({ message }) => message)).toEqual([
      `The output "transcripts" failed, and is started again: Transcripts cannot be written to ${disk}: there is no space left (ENOSPC).`,
    ]);

    await rm(filler);
    await runner.close();
    const whole = await readSession(disk, 'latest', () => undefined);
    expect(number).toBeGreaterThan(failed);
    expect(whole.captions).toHaveLength(number);
    const shown = parseSrt(await textOf('captions.en.srt')).flatMap(({ lines }) => lines);
    expect(shown.join(' ')).toContain(`This is sentence ${number}.`);
    expect(shown.join(' ').match(/sentence/gu)).toHaveLength(3 * number);
    expect((await textOf('captions.jsonl')).trimEnd().split('\n')).toHaveLength(number);
  });
});
