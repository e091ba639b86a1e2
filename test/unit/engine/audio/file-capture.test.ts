import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { createFileCapture } from '../../../../src/engine/audio/file-capture.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';
import {
  chunk,
  collect,
  passingClock,
  readSoundFile,
  temporaryFolder,
  tone,
  wavBytes,
} from '../../../support/audio/audio-support.ts';

const never = new AbortController().signal;
const second = tone(16_000, { hertz: 440, sampleRate: 16_000 });

describe('createFileCapture', () => {
  it('is a named source that is not live, and can be read again from the start', async () => {
    using folder = temporaryFolder();
    const file = folder.write('talk.wav', wavBytes([second]));
    const capture = createFileCapture({ path: file, pace: 'unpaced', clock: passingClock() });
    expect(capture).toMatchObject({ name: 'file talk.wav', live: false });
    const frames = await collect(capture.frames(never));
    expect(frames.map((frame) => frame.startSample)).toEqual(Array.from({ length: 32 }, (_, index) => index * 512));
    expect(await collect(capture.frames(never))).toEqual(frames);
  });

  it('runs at the pace of a microphone', async () => {
    using folder = temporaryFolder();
    const clock = passingClock();
    const file = folder.write('talk.wav', wavBytes([second]));
    const frames = await collect(createFileCapture({ path: file, pace: 'real-time', clock }).frames(never));
    expect(frames.at(-1)?.capturedAtMs).toBe(1000 + 1024);
    expect(clock.nowMs()).toBe(1000 + 1024);
  });

  it('delivers what there is of a file that is cut short, and tells how much is missing', async () => {
    using folder = temporaryFolder();
    const { samples, warnings } = await readSoundFile(
      folder.write('cut.wav', wavBytes([second], { claimedBytes: 112_000 })),
    );
    expect(samples.length).toBe(16_384);
    expect(warnings).toEqual([
      expect.stringMatching(/cut\.wav is cut short: 2\.5 s that its header promises are missing\.$/),
    ]);
  });

  it('does not take what follows the sound for sound', async () => {
    using folder = temporaryFolder();
    const tagged = Buffer.concat([wavBytes([second.slice(0, 512)]), chunk('LIST', Buffer.alloc(900, 'tag'))]);
    expect((await readSoundFile(folder.write('tagged.wav', tagged))).samples.length).toBe(512);
  });

  it('ends without an error where the signal aborts', async () => {
    using folder = temporaryFolder();
    const controller = new AbortController();
    const file = folder.write('talk.wav', wavBytes([second, second], { sampleRate: 48_000 }));
    let frames = 0;
    const capture = createFileCapture({ path: file, pace: 'unpaced', clock: passingClock() });
    for await (const { startSample } of capture.frames(controller.signal)) {
      frames++;
      if (startSample === 1024) controller.abort();
    }
    expect(frames).toBe(3);
    expect(await collect(capture.frames(controller.signal))).toEqual([]);
  });
});

describe('createFileCapture, bad input', () => {
  it('tells a missing file', async () => {
    using folder = temporaryFolder();
    const file = path.join(folder.path, 'nothing.wav');
    await expect(readSoundFile(file)).rejects.toMatchObject({
      code: 'input-missing',
      message: `There is no file ${file}.`,
      hint: expect.any(String) as string,
    });
  });

  it('tells a folder', async () => {
    using folder = temporaryFolder();
    mkdirSync(path.join(folder.path, 'talk.wav'));
    await expect(readSoundFile(path.join(folder.path, 'talk.wav'))).rejects.toMatchObject({ code: 'input-unreadable' });
  });

  it('tells a file that the system refuses to read', async () => {
    using folder = temporaryFolder();
    const tooLong = path.join(folder.path, `${'long'.repeat(100)}.wav`);
    await expect(readSoundFile(tooLong)).rejects.toMatchObject({
      code: 'input-unreadable',
      message: expect.stringContaining('cannot be read (ENAMETOOLONG).') as string,
    });
  });

  const cases: [string, string, Buffer, RegExp][] = [
    ['0 bytes', 'input-empty', Buffer.alloc(0), /bad\.wav is empty\.$/],
    ['a text renamed .wav', 'input-not-audio', Buffer.from('Dear diary,\n'), /bad\.wav is not a sound file/],
    ['one byte', 'input-not-audio', Buffer.from([7]), /bad\.wav is not a sound file/],
    ['no samples', 'input-empty', wavBytes([[]]), /bad\.wav holds no sound\.$/],
    ['a header alone', 'input-damaged', wavBytes([second]).subarray(0, 36), /header of .*bad\.wav is damaged/],
    ['a header that is cut', 'input-damaged', wavBytes([second]).subarray(0, 7), /header of .*bad\.wav is damaged/],
    ['a header and no sound behind it', 'input-empty', wavBytes([second]).subarray(0, 44), /bad\.wav holds no sound/],
    ['AVI video', 'input-unsupported', Buffer.from('RIFF\0\0\0\0AVI LIST'), /holds AVI video, which/],
    ['an Ogg film', 'input-unsupported', Buffer.from(`OggS${'\0'.repeat(24)}\x80theora`), /holds Ogg content other/],
  ];
  it.each(cases)('tells %s with one sentence and a hint', async (_, code, bytes, message) => {
    using folder = temporaryFolder();
    await expect(readSoundFile(folder.write('bad.wav', bytes))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
      hint: expect.any(String) as string,
      stage: 'capture',
    });
  });
});

describe.skipIf(process.platform === 'win32')('createFileCapture, a named pipe', () => {
  it('is read as a file is, and no longer waited for where the signal aborts', async () => {
    using folder = temporaryFolder();
    const pipe = path.join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ samples }] = await Promise.all([readSoundFile(pipe), writeFile(pipe, wavBytes([second]))]);
    expect(samples.length).toBe(16_384);

    const stop = new AbortController();
    const waiting = collect(
      createFileCapture({ path: pipe, pace: 'unpaced', clock: passingClock() }).frames(stop.signal),
    );
    stop.abort();
    expect(await waiting).toEqual([]);
  });

  it('tells once that it waits for a writer, and nothing where there is one', async () => {
    using folder = temporaryFolder();
    const pipe = path.join(folder.path, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const clock = new ManualClock();
    const told: string[] = [];
    const capture = createFileCapture({ path: pipe, clock, onWaiting: (message) => told.push(message) });
    const stop = new AbortController();
    const waiting = collect(capture.frames(stop.signal));
    await vi.waitFor(() => expect(clock.sleeps).toEqual([1000]));
    await clock.advance(900);
    expect(told).toEqual([]);
    await clock.advance(60_000);
    expect(told).toEqual([`${pipe} is a named pipe (FIFO): waiting for a program that writes sound to it.`]);
    stop.abort();
    await waiting;

    await Promise.all([collect(capture.frames(never)), writeFile(pipe, wavBytes([second]))]);
    await clock.advance(60_000);
    expect(told).toHaveLength(1);
  });
});
