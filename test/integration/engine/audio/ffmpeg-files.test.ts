import { execFileSync } from 'node:child_process';
import { copyFileSync, createReadStream, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFfmpeg } from '../../../../src/engine/audio/ffmpeg/find-ffmpeg.ts';
import { createFileCapture } from '../../../../src/engine/audio/file-capture.ts';
import { createStdinCapture } from '../../../../src/engine/audio/stdin-capture.ts';
import { systemClock } from '../../../../src/engine/pipeline/clock.ts';
import { collect, DEMO_CLIP, FIXTURES, joinFrames, temporaryFolder } from '../../../support/audio/audio-support.ts';

const program = await findFfmpeg(process.env);
const reason = program === undefined ? ' (skipped: ffmpeg is not installed; apt-get install ffmpeg)' : '';
const find = () => Promise.resolve(program);
const never = new AbortController().signal;

/** What ffmpeg makes of two seconds of the demo clip, by the name of the file. */
const FILES: Record<string, string[]> = {
  'talk.mp4': ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=2', '-c:v', 'mpeg4', '-c:a', 'aac'],
  'talk.mkv': ['-c:a', 'libopus'],
  'talk.ts': ['-c:a', 'aac'],
  'talk.mov': ['-c:a', 'pcm_s16le'],
  'talk.webm': ['-c:a', 'libvorbis'],
  'talk.wma': ['-c:a', 'wmav2'],
  'talk.aiff': [],
  'talk.w64': [],
  'talk.flv': ['-c:a', 'aac'],
  'mu-law.wav': ['-c:a', 'pcm_mulaw'],
  'a-law.wav': ['-c:a', 'pcm_alaw'],
  '-dash 12:30 $HOME.caf': [],
};

async function read(file: string, signal = never): Promise<{ samples: number[]; warnings: string[] }> {
  const warnings: string[] = [];
  const onWarning = (text: string): void => void warnings.push(text);
  const capture = createFileCapture({ path: file, pace: 'unpaced', clock: systemClock, findFfmpeg: find, onWarning });
  return { samples: joinFrames(await collect(capture.frames(signal))), warnings };
}

/** The processes that this one has started and that still run. */
function children(): string[] {
  const listed = execFileSync('ps', ['-o', 'args=', '--ppid', String(process.pid)], { encoding: 'utf8' });
  return listed.split('\n').filter((line) => line.includes('ffmpeg'));
}

describe.skipIf(program === undefined)(`files that only ffmpeg reads${reason}`, () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder.path, name);
  const make = (name: string, args: readonly string[]): void => {
    const common = ['-nostdin', '-loglevel', 'error', '-y', '-t', '2', '-i', DEMO_CLIP];
    execFileSync(program ?? '', [...common, ...args, `file:${at(name)}`]);
  };
  beforeAll(() => Object.entries(FILES).forEach(([name, args]) => make(name, args)));
  afterAll(() => folder[Symbol.dispose]());

  it.each(Object.keys(FILES))('are decoded whole: %s', async (name) => {
    const { samples, warnings } = await read(at(name));
    expect(Math.abs(samples.length - 32_000)).toBeLessThan(2200);
    expect(samples.reduce((sum, sample) => sum + sample * sample, 0)).toBeGreaterThan(50);
    expect(warnings).toEqual([]);
  });

  it.each(['clip.m4a', 'clip.aac', 'clip-ima-adpcm.wav', 'clip-mp3.wav'])('are decoded: %s', async (name) => {
    expect((await read(path.join(FIXTURES, name))).samples.length).toBeGreaterThan(7000);
  });

  it.each(['talk.mkv', 'talk.ts', 'mu-law.wav'])('are decoded from a pipe: %s', async (name) => {
    const rawFormat = { encoding: 's16le', sampleRate: 16_000, channels: 1 } as const;
    const input = createReadStream(at(name));
    const capture = createStdinCapture({ input, rawFormat, clock: systemClock, findFfmpeg: find });
    expect(Math.abs(joinFrames(await collect(capture.frames(never))).length - 32_000)).toBeLessThan(2200);
  });

  it('are told where they are damaged or cut', async () => {
    const whole = readFileSync(at('talk.mkv'));
    const { samples, warnings } = await read(folder.write('cut.mkv', whole.subarray(0, whole.length * 0.6)));
    expect(samples.length).toBeGreaterThan(8000);
    expect(warnings).toEqual([expect.stringMatching(/cut\.mkv is damaged: parts of it could not be decoded\.$/u)]);
    await expect(read(folder.write('empty.mp4', whole.fill(0, 0)))).rejects.toMatchObject({ code: 'input-not-audio' });
    const headOnly = readFileSync(at('talk.mp4')).subarray(0, 600);
    await expect(read(folder.write('head.mp4', headOnly))).rejects.toMatchObject({ code: 'input-damaged' });
  });

  it('may have no sound', async () => {
    const film = ['-map', '1:v', '-c:v', 'mpeg4'];
    make('silent.mp4', ['-f', 'lavfi', '-i', 'testsrc=size=64x64:rate=5:duration=2', ...film]);
    await expect(read(at('silent.mp4'))).rejects.toMatchObject({ code: 'input-empty' });
  });

  it('name no other files that are then read', async () => {
    copyFileSync(DEMO_CLIP, at('secret.wav'));
    for (const list of ['#EXTM3U\n#EXTINF:1,\nsecret.wav\n', "ffconcat version 1.0\nfile 'secret.wav'\n"]) {
      await expect(read(folder.write('list.mp4', Buffer.from(list)))).rejects.toMatchObject({
        code: 'input-not-audio',
      });
    }
    rmSync(at('secret.wav'));
  });

  it('leave no process behind where nobody listens any more', async () => {
    const stop = new AbortController();
    const options = { path: at('talk.mkv'), pace: 'real-time', clock: systemClock, findFfmpeg: find } as const;
    for await (const { startSample } of createFileCapture(options).frames(stop.signal)) {
      if (startSample === 1024) stop.abort();
    }
    expect(children()).toEqual([]);
    for await (const _ of createFileCapture(options).frames(never)) break;
    expect(children()).toEqual([]);
  });
});
