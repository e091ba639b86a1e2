import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../src/testing/eventually.ts';
import { heldOutClips } from '../support/clips.ts';
import { obsMissing, RealObs } from '../support/obs/real-obs.ts';
import { jsonLines, runCli, startCli } from '../support/run-cli.ts';
import { parseSrt } from '../support/subtitle-parsers.ts';
import { VirtualAudio, virtualAudioMissing } from '../support/virtual-audio.ts';
import { DEVICES } from '../support/virtual-audio-config.ts';

const ffmpegMissing = spawnSync('ffmpeg', ['-version']).status === 0 ? undefined : 'apt-get install -y ffmpeg';
const missing = obsMissing() ?? virtualAudioMissing() ?? ffmpegMissing;

if (missing !== undefined) console.warn(`The test with a recording of a real OBS is skipped: ${missing}`);

const WAIT_MS = 30_000;
const WARM_UP_MS = 4000;
const RATE = 16_000;

/** What is heard in a recorded file, as mono sound. */
function soundOf(file: string): Float32Array {
  const args = ['-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', String(RATE), '-f', 'f32le', '-'];
  const { stdout, stderr } = spawnSync('ffmpeg', args, { maxBuffer: 1 << 28 });
  expect(stderr.toString()).toBe('');
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.length));
}

/** When somebody begins to speak behind a second of silence, in milliseconds. */
function onsetsIn(sound: Float32Array): number[] {
  const loud = 0.05 * sound.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const onsets: number[] = [];
  let quietSince = -RATE;
  sound.forEach((sample, index) => {
    if (Math.abs(sample) < loud) return;
    if (index - quietSince >= RATE) onsets.push((index * 1000) / RATE);
    quietSince = index;
  });
  return onsets;
}

describe.skipIf(missing !== undefined)('subtitles of a recording of a real OBS', () => {
  let audio: VirtualAudio;
  let obs: RealObs;
  let root: string;
  const [first, inPause, second] = heldOutClips(3).filter(({ language }) => language === 'es');

  beforeAll(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'overlingo-recording-'));
    audio = await VirtualAudio.start();
    const { PULSE_SERVER, PULSE_COOKIE } = audio.env;
    obs = await RealObs.start({ environment: { PULSE_SERVER, PULSE_COOKIE } });
    await obs.with(async (client) => {
      await client.call('SetVideoSettings', { fpsNumerator: 30, fpsDenominator: 1 });
      const microphone = { inputKind: 'pulse_input_capture', inputSettings: { device_id: DEVICES.mic.name } };
      await client.call('CreateInput', { sceneName: 'Main', inputName: 'Microphone', ...microphone });
    });
  });
  afterAll(async () => {
    await obs[Symbol.asyncDispose]();
    await audio[Symbol.asyncDispose]();
    await rm(root, { recursive: true, force: true });
  });

  const environment = (): NodeJS.ProcessEnv => ({ ...audio.env, OVERLINGO_OBS_PASSWORD: obs.password });
  const beside = (): string[] => ['--obs-port', String(obs.port)];

  async function say(clip = first): Promise<void> {
    await audio.play(DEVICES.micFeed.name, clip?.samples ?? new Float32Array());
    // Its last sound is heard by then, and long enough before the next one.
    await sleep(1500);
  }

  /** Records what is said before and behind a pause, with a chapter behind it. The path of the file, once it is whole. */
  async function recorded(): Promise<string> {
    await obs.with((client) => client.call('StartRecord'));
    await sleep(2000);
    await say(first);
    await obs.with((client) => client.call('PauseRecord'));
    await sleep(500);
    await say(inPause);
    await obs.with((client) => client.call('ResumeRecord'));
    await sleep(1200);
    const { stdout } = await startCli(['obs', 'chapter', 'Behind the pause', ...beside()], environment()).ended;
    expect(stdout).toContain('The chapter "Behind the pause" is marked in the transcript');
    await say(second);
    const { outputPath } = await obs.with((client) => client.call('StopRecord'));
    await eventually(async () => {
      const { outputActive } = await obs.with((client) => client.call('GetRecordStatus'));
      expect(outputActive).toBe(false);
    }, WAIT_MS);
    return outputPath;
  }

  /** Has Overlingo listen meanwhile, and gives back its folder of the session. */
  async function transcribed<T>(record: () => Promise<T>): Promise<{ readonly result: T; readonly folder: string }> {
    const place = await mkdtemp(path.join(root, 'run-'));
    const args = ['--input', 'mic', '--language', 'es', '--json', '--port', '0', '--obs', '--transcripts', place];
    const cli = startCli(['start', ...args, ...beside()], environment());
    const told = (text: string, times: number): Promise<void> =>
      eventually(() => expect(cli.stdout().split(text).length - 1).toBeGreaterThanOrEqual(times), WAIT_MS);
    try {
      await told('"code":"capture-started"', 1);
      await told('"code":"obs-connected"', 1);
      // While its models are warmed up, it hears late what OBS tells.
      await sleep(WARM_UP_MS);
      const result = await record();
      await told('"type":"transcript-final"', 3);
      cli.child.kill('SIGINT');
      expect((await cli.ended).code).toBe(0);
      const [session = ''] = await readdir(place);
      return { result, folder: path.join(place, session) };
    } finally {
      cli.child.kill('SIGKILL');
    }
  }

  // Where other programs have the processor, Overlingo hears late that OBS records.
  it('have the times of what is heard there, before and behind a pause', { retry: 2 }, async () => {
    const { result: file, folder } = await transcribed(recorded);
    const cues = parseSrt(await readFile(path.join(folder, `${path.parse(file).name}.es.srt`), 'utf8'));
    expect(cues.flatMap(({ lines }) => lines).join(' ')).toBe(`${first?.text} ${second?.text}`);
    const behindPause = cues.find(({ lines }) => second?.text.startsWith(lines[0] ?? '-'));
    const saidMs = [cues[0]?.startMs ?? 0, behindPause?.startMs ?? 0];
    const heardMs = onsetsIn(soundOf(file));
    expect(heardMs).toHaveLength(2);
    const apartMs = saidMs.map((startMs, index) => Math.abs(startMs - (heardMs[index] ?? Infinity)));
    expect(Math.max(...apartMs), `subtitles at ${saidMs.join()}, sound at ${heardMs.join()}`).toBeLessThan(150);
    const args = [path.basename(folder), '--folder', path.dirname(folder), '--recording', file, '--format', 'jsonl'];
    const { stdout } = await runCli(['transcripts', 'chapters', ...args]);
    const [chapter] = jsonLines(stdout);
    expect(chapter).toMatchObject({ name: 'Behind the pause' });
    expect(chapter?.['startMs']).toBeGreaterThan(heardMs[0] ?? Infinity);
    expect(chapter?.['startMs']).toBeLessThan(heardMs[1] ?? 0);
  });
});
