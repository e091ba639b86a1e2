import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { wordErrorRate } from '../../src/engine/transcription/text/word-errors.ts';
import { demoClip } from '../support/clips.ts';
import { asset } from '../support/files.ts';
import { jsonLines, runCli, startCli, type RunningCli } from '../support/run-cli.ts';
import { VirtualAudio, virtualAudioMissing } from '../support/virtual-audio.ts';
import { DEVICES } from '../support/virtual-audio-config.ts';

const missing = virtualAudioMissing();
const title = 'overlingo start with sound devices';

interface Final {
  readonly type: string;
  readonly sourceId: string;
  readonly speaker?: string;
  readonly text: string;
}

/** The fifth sentence of a clip: its text, and its end in seconds. */
function fifthSentence(language: string): { readonly text: string; readonly end: number } {
  const { sentences } = JSON.parse(readFileSync(asset('demo', `demo-${language}.json`), 'utf8')) as {
    sentences: { text: string; end: number }[];
  };
  return sentences[4] ?? { text: '', end: 0 };
}

/** The first five sentences of a clip, about 15 s, with the silence behind them. */
function beginning(language: string): Float32Array {
  return demoClip(language).samples.slice(0, Math.round((fifthSentence(language).end + 0.4) * 16_000));
}

/** The last word of the fifth sentence. */
function lastWord(language: string): string {
  return /\p{L}+(?=\P{L}*$)/u.exec(fifthSentence(language).text)?.[0] ?? '';
}

function finalsOf({ stdout }: RunningCli): Final[] {
  const whole = stdout().slice(0, stdout().lastIndexOf('\n') + 1);
  return (jsonLines(whole) as unknown as Final[]).filter(({ type }) => type === 'transcript-final');
}

const textOf = (finals: readonly Final[]): string => finals.map(({ text }) => text).join(' ');

/** What the file input hears of the same sound. */
async function heardFromFile(language: string): Promise<string> {
  const raw = Buffer.from(beginning(language).buffer);
  const format = ['--rate', '16000', '--encoding', 'f32le', '--language', language];
  const { stdout } = await runCli(['start', '--input', 'stdin', ...format, '--json', '--port', '0'], raw);
  return textOf((jsonLines(stdout) as unknown as Final[]).filter(({ type }) => type === 'transcript-final'));
}

describe.skipIf(missing !== undefined)(missing === undefined ? title : `${title} (${missing})`, () => {
  let audio: VirtualAudio;
  beforeAll(async () => void (audio = await VirtualAudio.start()));
  afterAll(() => audio[Symbol.asyncDispose]());

  /** Starts to listen, plays, and ends once the captions have come. */
  async function hear(
    [inputs, options]: readonly [inputs: readonly string[], options: readonly string[]],
    play: () => Promise<unknown>,
    enough: (finals: Final[]) => boolean,
  ) {
    const cli = startCli(['start', ...inputs.flatMap((input) => ['--input', input]), ...options], audio.env);
    try {
      const listening = (): number => cli.stdout().split('"code":"capture-started"').length - 1;
      await vi.waitFor(() => expect(listening()).toBe(inputs.length), { timeout: 30_000, interval: 50 });
      await play();
      await vi.waitFor(() => expect(enough(finalsOf(cli))).toBe(true), { timeout: 20_000, interval: 100 });
    } finally {
      cli.child.kill('SIGINT');
      expect((await cli.ended).code).toBe(0);
      await vi.waitFor(() => expect(audio.clients()).toEqual([]));
    }
    return finalsOf(cli);
  }
  const COMMON = ['--json', '--port', '0'];

  it.each(['pulse', 'naudiodon', 'decibri'])('hears a microphone by %s as it hears a file', async (backend) => {
    const { stdout } = await runDevices(backend);
    const listing = jsonLines(stdout)[0] as { availability: { available: boolean; reason?: string } } | undefined;
    if (!listing?.availability.available) return expect(listing?.availability.reason).toBeTruthy();
    const expected = await heardFromFile('es');
    const name = backend === 'pulse' ? DEVICES.mic.description : 'default';
    const finals = await hear(
      [[`mic:${name},language=es`], ['--audio-backend', backend, ...COMMON]],
      () => audio.play(DEVICES.micFeed.name, beginning('es')),
      (heard) => heard.length >= 5 && textOf(heard).includes(lastWord('es')),
    );
    expect(wordErrorRate(expected, textOf(finals))).toBeLessThanOrEqual(0.05);
  });

  it('hears what the PC plays', async () => {
    const expected = await heardFromFile('en');
    const finals = await hear(
      [['loopback,language=en'], COMMON],
      () => audio.play(DEVICES.speakers.name, beginning('en')),
      (heard) => textOf(heard).includes(lastWord('en')),
    );
    expect(wordErrorRate(expected, textOf(finals))).toBeLessThanOrEqual(0.05);
  });

  it('captions two people who speak at the same time, each by name', async () => {
    const finals = await hear(
      [['mic,as=Ana,language=es', 'loopback,as=Ben,language=en'], COMMON],
      () =>
        Promise.all([
          audio.play(DEVICES.micFeed.name, beginning('es')),
          audio.play(DEVICES.speakers.name, beginning('en')),
        ]),
      (heard) => textOf(heard).includes(lastWord('es')) && textOf(heard).includes(lastWord('en')),
    );
    for (const [speaker, language] of [
      ['Ana', 'es'],
      ['Ben', 'en'],
    ] as const) {
      const own = textOf(finals.filter((final) => final.speaker === speaker));
      const spoken = demoClip(language)
        .text.split(/(?<=[.?!])\s/u)
        .slice(0, 5)
        .join(' ');
      expect(wordErrorRate(spoken, own)).toBeLessThanOrEqual(0.1);
    }
  });

  it('refuses a device that is not there with one clear sentence', async () => {
    const cli = startCli(['start', '--input', 'mic:Nobody has this', ...COMMON], audio.env);
    const { code, stderr } = await cli.ended;
    expect(code).toBe(3);
    expect(stderr).toContain('[device-missing]');
  });

  function runDevices(backend: string) {
    const cli = startCli(['devices', '--json', '--audio-backend', backend], audio.env);
    cli.child.stdin.end();
    return cli.ended;
  }
});
