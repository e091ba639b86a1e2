import { describe, expect, it } from 'vitest';
import { audioSection } from '../../../src/engine/audio/settings.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { openInputs } from '../../../src/session/inputs.ts';
import { temporaryFolder, wavBytes } from '../../support/audio/audio-support.ts';
import { device, ScriptedBackend } from '../../support/audio/scripted-backend.ts';

/** The sources of some inputs, with a microphone that has sound on its second channel only. */
function open(...input: string[]) {
  const settings = audioSection().parse({ inputs: input, backend: 'pulse', pace: 'unpaced' });
  const notices: StatusNotice[] = [];
  const backend = new ScriptedBackend();
  backend.list = [device({ name: 'Desk', channels: 2, isDefault: true })];
  const opened = openInputs(settings, {
    stdin: process.stdin,
    spoken: { language: 'auto' },
    backends: [backend],
    onNotice: (told) => notices.push(told),
  });
  const names = opened.map((input) => input.names);
  return { backend, notices, names, sources: opened.map(({ source }) => source) };
}

/** How loud the first frame of an input is. */
async function loudness(input: string): Promise<number> {
  const { backend, sources } = open(input);
  const stop = new AbortController();
  const pair = Float32Array.from({ length: 6400 }, (_, index) => (index % 2) * 0.5);
  const frames = sources[0]?.capture.frames(stop.signal)[Symbol.asyncIterator]();
  const first = frames?.next();
  await expect.poll(() => backend.attempts).toBe(1);
  backend.hear(pair, performance.now());
  const frame = await first;
  stop.abort();
  return frame?.done === false ? (frame.value.samples[200] ?? Number.NaN) : Number.NaN;
}

describe('openInputs', () => {
  it.each([
    ['mic', 0.25],
    ['mic,channel=1', 0],
    ['mic,channel=2', 0.5],
  ])('hears the channel that is chosen: %s', async (input, level) => {
    expect(await loudness(input)).toBeCloseTo(level, 5);
  });

  it('gives each input an id, its speaker and its language, and leaves browsers out', () => {
    const { sources, names } = open('mic,as=Ana,language=es', 'browser', 'loopback');
    expect(sources.map(({ id, speaker, language }) => [id, speaker, language])).toEqual([
      ['mic1', 'Ana', 'es'],
      ['loopback2', undefined, 'auto'],
    ]);
    expect(names).toEqual([['mic', 'Ana'], ['loopback']]);
  });

  it('says of a file of floats that it is louder than full scale, and cuts it off', async () => {
    using folder = temporaryFolder();
    const tone = Array.from({ length: 16_000 }, (_, index) => 4 * Math.sin(index / 5));
    const file = folder.write('loud.wav', wavBytes([tone], { encoding: 'f32le' }));
    const { sources, notices } = open(`file:${file}`);
    const frames = sources[0]?.capture.frames(new AbortController().signal) ?? [];
    let loudest = 0;
    for await (const { samples } of frames) loudest = Math.max(loudest, ...samples);
    expect(loudest).toBe(1);
    expect(notices).toMatchObject([
      {
        level: 'warning',
        code: 'clipping',
        message: `${file} is up to 13 dB louder than full scale: what is beyond it is cut off.`,
      },
    ]);
  });
});
