import { once } from 'node:events';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { demoClip } from '../support/clips.ts';
import { commandOf, descendants } from '../support/process-tree.ts';
import { startCli, type RunningCli } from '../support/run-cli.ts';
import { isAlive } from '../../src/testing/processes.ts';
import { signalProcess, VirtualAudio, virtualAudioMissing } from '../support/virtual-audio.ts';
import { DEVICES } from '../support/virtual-audio-config.ts';

/** The goal is two seconds, of a process that has the machine for itself. */
const LIMIT_MS = 4000;

const missing = virtualAudioMissing();

/** Where a run may be when it is ended. */
interface State {
  readonly args: readonly string[];
  /** Brings the run there. */
  readonly reach: (run: RunningCli, audio: VirtualAudio) => Promise<unknown>;
}

const MIC = ['--input', `mic:${DEVICES.mic.description},language=es`, '--translate', 'en', '--json'];

const says = (run: RunningCli, text: string): Promise<void> =>
  vi.waitFor(() => expect(run.stdout()).toContain(text), { timeout: 30_000, interval: 20 });

const listens = (run: RunningCli): Promise<void> => says(run, '"code":"capture-started"');

const processOf = (run: RunningCli, command: string): number | undefined =>
  descendants(run.child.pid ?? 0).find((pid) => commandOf(pid).includes(command));

const starts = (run: RunningCli, command: string): Promise<void> =>
  vi.waitFor(() => expect(processOf(run, command)).toBeDefined(), { timeout: 10_000, interval: 5 });

async function speaks(run: RunningCli, audio: VirtualAudio): Promise<void> {
  await listens(run);
  void audio.play(DEVICES.micFeed.name, demoClip('es').samples.subarray(0, 320_000));
  await says(run, '"type":"transcript-partial"');
}

const STATES: readonly (readonly [title: string, state: State])[] = [
  ['loads its model', { args: MIC, reach: (run) => starts(run, 'recognizer-host') }],
  ['listens to silence', { args: MIC, reach: (run) => listens(run) }],
  ['hears an utterance', { args: MIC, reach: speaks }],
  [
    'waits for a sound server that is gone',
    {
      args: MIC,
      reach: async (run, audio) => {
        await listens(run);
        await audio.killServer();
        await says(run, '"code":"device-lost"');
      },
    },
  ],
  [
    'had a page that polled, and that is gone',
    {
      args: ['--input', 'browser'],
      reach: async (run) => {
        await says(run, '/overlay');
        const [origin = ''] = /http:\/\/[\d.:]+/u.exec(stripVTControlCharacters(run.stdout())) ?? [];
        const poll = `${origin}/socket.io/?EIO=4&transport=polling`;
        const { sid } = JSON.parse((await (await fetch(poll)).text()).slice(1)) as { readonly sid: string };
        await fetch(`${poll}&sid=${sid}`, { method: 'POST', body: '40/captions,' });
        expect(await (await fetch(`${poll}&sid=${sid}`)).text()).toContain('"snapshot"');
      },
    },
  ],
  ['waits for a browser', { args: ['--input', 'browser'], reach: (run) => says(run, 'Microphone page') }],
  [
    'serves a program that is connected',
    {
      args: ['--input', 'browser', '--programs'],
      reach: async (run) => {
        await says(run, 'For programs');
        const [, url = '', token] =
          /(ws:\/\/\S+\/stream).*token (\S+)/u.exec(stripVTControlCharacters(run.stdout())) ?? [];
        const program = new WebSocket(url);
        program.once('open', () => program.send(JSON.stringify({ type: 'hello', token, language: 'es' })));
        await once(program, 'message');
      },
    },
  ],
  [
    'listens on the network',
    {
      args: ['--input', 'browser', '--lan'],
      reach: (run) => says(run, 'https://'),
    },
  ],
  [
    'has a capture process that hangs',
    {
      args: MIC,
      reach: async (run) => {
        await listens(run);
        signalProcess(processOf(run, 'parec'), 'SIGSTOP');
      },
    },
  ],
  [
    'has a recogniser that hangs',
    {
      args: MIC,
      reach: async (run, audio) => {
        await speaks(run, audio);
        signalProcess(processOf(run, 'recognizer-host'), 'SIGSTOP');
      },
    },
  ],
];

describe.skipIf(missing !== undefined)(`a run that is ended${missing ? ` (${missing})` : ''}`, () => {
  let audio: VirtualAudio;
  beforeAll(async () => void (audio = await VirtualAudio.start()));
  afterAll(() => audio[Symbol.asyncDispose]());

  const begin = async ({ args, reach }: State): Promise<{ run: RunningCli; processes: number[] }> => {
    if (audio.serverPid === 0) await audio.startServer();
    const run = startCli(['start', ...args, '--port', '0'], audio.env);
    try {
      await reach(run, audio);
      await starts(run, 'recognizer-host');
    } catch (error) {
      run.child.kill('SIGKILL');
      throw error;
    }
    return { run, processes: descendants(run.child.pid ?? 0) };
  };

  describe.each(['SIGINT', 'SIGTERM'] as const)('by %s', (signal) => {
    it.each(STATES)('ends soon and leaves no process behind when it %s', async (_title, state) => {
      const { run, processes } = await begin(state);
      const startMs = performance.now();
      run.child.kill(signal);
      const [code] = (await once(run.child, 'exit')) as [number | null];
      const ms = performance.now() - startMs;
      expect(processes.filter(isAlive).map(commandOf)).toEqual([]);
      expect(code, (await run.ended).stderr).toBe(0);
      expect(ms).toBeLessThan(LIMIT_MS);
    });
  });

  // A process that is stopped cannot end itself.
  const awake = STATES.filter(([title]) => !title.endsWith('hangs'));
  it.each(awake)('leaves no process behind when it is killed while it %s', async (_title, state) => {
    const { run, processes } = await begin(state);
    run.child.kill('SIGKILL');
    await vi.waitFor(() => expect(processes.filter(isAlive).map(commandOf)).toEqual([]), { timeout: LIMIT_MS });
  });
});
