import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { createConfigSchema, type ConfigInput } from '../../../src/config/schema.ts';
import type { CaptionEvent, TranscriptFinal } from '../../../src/protocol/caption-event.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../src/protocol/socket-contract.ts';
import type { StatusNotice } from '../../../src/protocol/status.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../../support/endless-talk.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { startObsServer, type ObsReply, type ObsServer } from '../../support/obs/obs-server.ts';

const WAIT_MS = 20_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];
const modelOf = (language: string): string => `scripted:${JSON.stringify({ wordMs: 250, language })}`;

/** An OBS with three scenes, one of which is seen. */
class ScenesOfObs {
  scene = 'Game';

  readonly reply = (type: string): ObsReply | undefined => {
    const shown = { currentProgramSceneName: this.scene };
    if (type === 'GetCurrentProgramScene') return { type: 'fields', fields: { ...shown, sceneName: this.scene } };
    const scenes = ['Game', 'Talk', 'Break'].map((sceneName) => ({ sceneName }));
    return type === 'GetSceneList' ? { type: 'fields', fields: { ...shown, scenes } } : undefined;
  };

  show(server: ObsServer, scene: string): void {
    this.scene = scene;
    server.emit('CurrentProgramSceneChanged', { sceneName: scene });
  }
}

interface Beside {
  readonly session: Session;
  readonly events: CaptionEvent[];
  readonly notices: StatusNotice[];
}

async function sessionBeside(
  { port }: ObsServer,
  { obs, save = false }: { readonly obs: ConfigInput['obs']; readonly save?: string | false },
): Promise<Beside> {
  const events: CaptionEvent[] = [];
  const notices: StatusNotice[] = [];
  const session = await openSession(
    createConfigSchema({ recognizers }).parse({
      recognizer: { language: 'en', model: { en: modelOf('en'), de: modelOf('de') } },
      server: { port: 0 },
      overlay: { theme: 'classic', size: 40 },
      obs: { port, ...obs },
      transcripts: { save },
    }),
    {
      files: runtimeFiles,
      recognizers,
      sources: ['mic', 'guest'].map((id) => ({ id, capture: endlessTalk(2, 900), language: 'en' })),
      outputs: [listenerOutput((told) => (told.type === 'status-notice' ? notices.push(told) : events.push(told)))],
    },
  );
  return { session, events, notices };
}

/** The looks that a page was sent, oldest first. */
function watchLooks({ url }: Session) {
  const looks: Snapshot['overlay'][] = [];
  const socket = io(url + CAPTION_NAMESPACE, { transports: ['websocket'] });
  socket.on('snapshot', ({ overlay }: Snapshot) => looks.push(overlay));
  return { looks, close: () => socket.close() };
}

const finalsOf = (events: readonly CaptionEvent[], id: string): readonly TranscriptFinal[] =>
  events.flatMap((event) => (event.type === 'transcript-final' && event.sourceId === id ? [event] : []));

describe('a session beside the scenes of OBS', () => {
  it('changes looks, inputs and the language with the scene, and keeps the look while OBS is away', async () => {
    const obs = new ScenesOfObs();
    const server = await startObsServer({ reply: obs.reply });
    const { session, events, notices } = await sessionBeside(server, {
      obs: {
        scenes: { Talk: { overlay: { theme: 'outline' }, inputs: ['mic'], languages: { mic: 'de' } }, Tlak: {} },
      },
    });
    const page = watchLooks(session);
    try {
      await eventually(() => expect(finalsOf(events, 'guest')).not.toEqual([]), WAIT_MS);
      await eventually(() => expect(page.looks).toEqual([{ theme: 'classic', size: '40' }]));
      expect(notices).toContainEqual(
        expect.objectContaining({ code: 'scene-unknown', hint: 'The nearest is "Talk".' }),
      );
      obs.show(server, 'Talk');
      await eventually(() => expect(page.looks.at(-1)).toEqual({ theme: 'outline', size: '40' }));
      await eventually(() => expect(finalsOf(events, 'mic').at(-1)?.language).toBe('de'), WAIT_MS);
      const guests = finalsOf(events, 'guest').length;
      await sleep(3000);
      expect(finalsOf(events, 'guest')).toHaveLength(guests);
      const languages = finalsOf(events, 'mic').map(({ language }) => language);
      expect([...new Set(languages)]).toEqual(['en', 'de']);
      server.cutAll();
      await eventually(() => expect(server.connections()).toBeGreaterThan(1), WAIT_MS);
      await eventually(() => expect(server.open()).toBe(1), WAIT_MS);
      expect(page.looks).toHaveLength(2);
      obs.show(server, 'Break');
      await eventually(() => expect(page.looks.at(-1)).toEqual({ theme: 'classic', size: '40' }), WAIT_MS);
      await eventually(() => expect(finalsOf(events, 'guest').length).toBeGreaterThan(guests), WAIT_MS);
    } finally {
      page.close();
      await session.close();
      await server[Symbol.asyncDispose]();
    }
  });

  it('hears nothing of an input that a scene leaves out while the scene is not known', async () => {
    const obs = new ScenesOfObs();
    const server = await startObsServer({ mute: true });
    const { session, events } = await sessionBeside(server, { obs: { scenes: { Break: { inputs: ['mic'] } } } });
    try {
      await eventually(() => expect(finalsOf(events, 'mic')).not.toEqual([]), WAIT_MS);
      expect(events.filter(({ sourceId }) => sourceId === 'guest')).toEqual([]);
      expect(obs.scene).toBe('Game');
    } finally {
      await session.close();
      await server[Symbol.asyncDispose]();
    }
  });

  it('refuses scenes that name no input before it starts', async () => {
    const server = await startObsServer();
    const opened = sessionBeside(server, { obs: { scenes: { Talk: { inputs: ['mik'] } } } });
    await expect(opened).rejects.toMatchObject({ code: 'usage', hint: 'The nearest is mic.' });
    await server[Symbol.asyncDispose]();
  });

  it('writes a transcript from the beginning of a stream on, and captions nothing before', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'overlingo-stream-'));
    const server = await startObsServer();
    const { session, events, notices } = await sessionBeside(server, { obs: { follow: 'stream' }, save: folder });
    try {
      await session.ready;
      const detail = (): string | undefined => session.status().stages.find(({ stage }) => stage === 'obs')?.detail;
      await eventually(() => expect(detail()).toMatch(/^Connected .* Captions wait: no stream is live\.$/u), WAIT_MS);
      await sleep(2000);
      expect(events).toEqual([]);
      server.emit('StreamStateChanged', { outputActive: true, outputState: 'OBS_WEBSOCKET_OUTPUT_STARTED' });
      await eventually(() => expect(finalsOf(events, 'mic')).not.toEqual([]), WAIT_MS);
      await eventually(async () => expect(await readdir(folder)).toHaveLength(1), WAIT_MS);
      expect(notices.map(({ code }) => code)).toContain('session-begins');
    } finally {
      await session.close();
      await server[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
