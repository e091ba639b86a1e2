import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import {
  createFileCapture,
  NO_SETTINGS,
  startSession,
  type AudioBackendDefinition,
  type ConfigInput,
  type EngineOutput,
  type Output,
  type RecognizerDefinition,
  type SessionTools,
  type TranslatorDefinition,
} from '../../src/index.ts';
import { scriptedRecognizer } from '../../src/testing/index.ts';
import { readWav } from '../support/clips.ts';
import { fixture } from '../support/files.ts';

// What somebody else can add, by nothing but the entries of the package.

const translator: TranslatorDefinition<typeof NO_SETTINGS> = {
  name: 'backwards',
  settings: NO_SETTINGS,
  needs: [],
  limits: { firstTextMs: 5000, stallMs: 5000, totalMs: 5000 },
  open: () =>
    Promise.resolve({
      name: 'backwards',
      capabilities: { streams: false, partials: true, billed: false },
      unsupported: () => undefined,
      async *translate({ text }, { signal }) {
        await Promise.resolve();
        signal.throwIfAborted();
        yield [...text].reverse().join('');
      },
      close: () => Promise.resolve(),
    }),
  probe: () => Promise.resolve({ available: true }),
};

const recognizer: RecognizerDefinition<typeof NO_SETTINGS, { readonly text: string }> = {
  name: 'dummy',
  settings: NO_SETTINGS,
  needs: [],
  module: new URL('../support/dummy-recognizer-host.mjs', import.meta.url).href,
  slowAdvice: { message: 'It is slow.', hint: 'Wait.' },
  plan: (model) => (model.type === 'named' ? { configs: [{ text: model.text }] } : undefined),
  probe: () => Promise.resolve({ available: true }),
};

const PIECE = 800;

/** A microphone that hears a sentence, and then nothing. */
const backend: AudioBackendDefinition = {
  name: 'tape',
  open: () => ({
    name: 'tape',
    availability: () => Promise.resolve({ available: true }),
    devices: () => Promise.resolve([device]),
    async *changes(signal) {
      await sleep(3_600_000, undefined, { signal }).catch(() => undefined);
    },
    capture: () =>
      Promise.resolve({
        format: { sampleRate: 16_000, channels: 1 },
        pid: undefined,
        isDeviceGone: () => Promise.resolve(false),
        async *chunks(signal) {
          const speech = readWav(fixture('heldout/en01.wav'));
          for (let start = 0; !signal.aborted; start += PIECE) {
            const samples = new Float32Array(PIECE);
            samples.set(speech.subarray(start, start + PIECE));
            await sleep(PIECE / 16);
            yield { samples, capturedAtMs: performance.now() };
          }
        },
      }),
    playback: () => Promise.reject(new Error('It plays nothing.')),
  }),
  probe: () => Promise.resolve({ available: true }),
};

const device = {
  id: 'tape',
  name: 'Tape recorder',
  backend: 'tape',
  kind: 'input',
  channels: 1,
  sampleRate: 16_000,
  isDefault: true,
} as const;

/** Everything that a session tells of a held-out sentence, by an output of our own. */
async function told(config: ConfigInput, tools: SessionTools): Promise<readonly EngineOutput[]> {
  const events: EngineOutput[] = [];
  const output: Output = {
    name: 'mine',
    policy: 'refuse',
    run: async (queue) => {
      for await (const event of queue) events.push(event);
    },
  };
  const capture = createFileCapture({ path: fixture('heldout/en01.wav') });
  const sources = [{ id: 'file', capture, language: 'en' }];
  const session = await startSession(config, { pages: false, partials: false, sources, outputs: [output], ...tools });
  try {
    await session.done;
  } finally {
    await session.close();
  }
  return events;
}

const textsOf = (events: readonly EngineOutput[], type: 'transcript-final' | 'translation-final'): string[] =>
  events.flatMap((event) => (event.type === type ? [event.text] : []));

it('captions by a recogniser, a translator and an output of somebody else', async () => {
  const events = await told(
    { recognizer: { model: 'dummy:Tick tock.' }, translation: { translators: ['backwards'], targets: ['fr'] } },
    { recognizers: [recognizer], translators: [translator] },
  );
  expect(textsOf(events, 'transcript-final')).toEqual(['Tick tock.']);
  expect(textsOf(events, 'translation-final')).toEqual(['.kcot kciT']);
});

it('captions by the scripted recogniser, in a process as any other', async () => {
  const script = JSON.stringify({ words: ['good', 'evening'], wordMs: 300 });
  const events = await told({ recognizer: { model: `scripted:${script}` } }, { recognizers: [scriptedRecognizer] });
  expect(textsOf(events, 'transcript-final')).toEqual(['Good evening.']);
});

it('hears a device by an audio backend of somebody else', async () => {
  const stop = new AbortController();
  const finals: string[] = [];
  const output: Output = {
    name: 'mine',
    policy: 'newest-per-utterance',
    run: async (events) => {
      for await (const event of events) {
        if (event.type !== 'transcript-final') continue;
        finals.push(event.text);
        stop.abort();
      }
    },
  };
  const session = await startSession(
    { audio: { inputs: ['mic:Tape,language=en'], backend: 'tape' } },
    { pages: false, outputs: [output], signal: stop.signal, audioBackends: [backend] },
  );
  await session.done;
  await session.close();
  expect(finals[0]).toMatch(/^[A-Z].*[.?!]$/u);
});
