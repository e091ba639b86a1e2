import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConfigSchema } from '../../../src/config/schema.ts';
import type { CaptionEvent, TranscriptFinal } from '../../../src/protocol/caption-event.ts';
import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlState,
  type ControlToEngine,
  type EngineToControl,
  type SourceLevels,
} from '../../../src/protocol/control-contract.ts';
import { CAPTION_NAMESPACE, type Snapshot } from '../../../src/protocol/socket-contract.ts';
import { openSession, type Session } from '../../../src/session/session.ts';
import { eventually } from '../../../src/testing/eventually.ts';
import { scriptedRecognizer } from '../../../src/testing/scripted-definition.ts';
import { endlessTalk } from '../../support/endless-talk.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';

const WAIT_MS = 20_000;

const module = pathToFileURL(path.join(path.dirname(runtimeFiles.recognizerHost), 'scripted-recognizer.js')).href;
const recognizers = [{ ...scriptedRecognizer, module }];
const modelOf = (language: string): string => `scripted:${JSON.stringify({ wordMs: 250, language })}`;

let session: Session;
const events: CaptionEvent[] = [];
const states: ControlState[] = [];
let socket: Socket<EngineToControl, ControlToEngine>;

/** What an overlay is told. */
const snapshots: Snapshot[] = [];
const shown: CaptionEvent[] = [];
let page: Socket;

const own = (): { extraHeaders: Record<string, string>; transports: string[]; forceNew: true } => ({
  forceNew: true,
  extraHeaders: { origin: session.url },
  transports: ['websocket'],
});

async function send(command: ControlCommand): Promise<ControlAnswer> {
  return socket.emitWithAck('command', command);
}

const now = (): ControlState => states.at(-1)!;
const finalsOf = (id: string): readonly TranscriptFinal[] =>
  events.flatMap((event) => (event.type === 'transcript-final' && event.sourceId === id ? [event] : []));

beforeAll(async () => {
  session = await openSession(
    createConfigSchema({ recognizers }).parse({
      recognizer: { language: 'en', model: { en: modelOf('en'), de: modelOf('de') } },
      server: { port: 0 },
      overlay: { theme: 'classic', size: 40 },
      presets: { big: { size: 90, lines: 1 } },
      transcripts: { save: false },
    }),
    {
      files: runtimeFiles,
      recognizers,
      sources: ['mic', 'guest'].map((id) => ({ id, capture: endlessTalk(2, 900), language: 'en' })),
      outputs: [
        listenerOutput((told) => {
          if (told.type !== 'status-notice') events.push(told);
        }),
      ],
    },
  );
  await session.ready;
  page = io(session.url + CAPTION_NAMESPACE, { transports: ['websocket'] });
  page.on('snapshot', (snapshot: Snapshot) => snapshots.push(snapshot));
  page.on('caption', (event: CaptionEvent) => shown.push(event));
  socket = io(session.url + CONTROL_NAMESPACE, own());
  socket.on('state', (protocol, state) => {
    expect(protocol).toBe(CONTROL_PROTOCOL_VERSION);
    states.push(state);
  });
  await eventually(() => expect([states.length, snapshots.length]).toEqual([1, 1]), WAIT_MS);
});

afterAll(async () => {
  page.close();
  socket.close();
  await session.close();
});

describe('the controls of a run', () => {
  it('tell first how the run is set', () => {
    expect(states[0]).toMatchObject({
      ...{ listening: true, shown: true, held: false, preset: null, presets: ['big'] },
      sources: [
        { id: 'mic', heard: true, language: 'en' },
        { id: 'guest', heard: true, language: 'en' },
      ],
      overlay: { theme: 'classic', size: '40' },
    });
    expect(states[0]!.themes).toContain('neon');
    expect(states[0]).not.toHaveProperty('undo');
  });

  it('hide captions from open pages and from those that come, and show the newest again', async () => {
    await eventually(() => expect(snapshots.length + shown.length).toBeGreaterThan(2), WAIT_MS);
    expect(await send({ type: 'show', to: 'off' })).toEqual({ ok: true, message: 'Captions are hidden.' });
    await eventually(() => expect(snapshots.at(-1)).toMatchObject({ hidden: true, cues: [] }), WAIT_MS);
    const [told, said] = [shown.length, finalsOf('mic').length];
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(said), WAIT_MS);
    expect(shown).toHaveLength(told);
    const late = io(session.url + CAPTION_NAMESPACE, { transports: ['websocket'], forceNew: true });
    const [first] = await new Promise<[Snapshot]>((resolve) =>
      late.once('snapshot', (snapshot: Snapshot) => resolve([snapshot])),
    );
    late.close();
    expect(first).toMatchObject({ hidden: true, cues: [] });
    await send({ type: 'show', to: 'toggle' });
    await eventually(() => expect(snapshots.at(-1)?.hidden).toBeUndefined(), WAIT_MS);
    expect(snapshots.at(-1)!.cues.length).toBeGreaterThan(0);
    // The time of captions that nobody saw counts.
    expect(snapshots.at(-1)!.quietMs).toBeLessThan(WAIT_MS);
    await eventually(() => expect(shown.length).toBeGreaterThan(told), WAIT_MS);
  });

  it('hold captions for a time', async () => {
    await send({ type: 'hold', forMs: 1500 });
    await eventually(() => expect(now()).toMatchObject({ held: true, shown: true }), WAIT_MS);
    expect(snapshots.at(-1)?.hidden).toBe(true);
    await eventually(() => expect(now().held).toBe(false), WAIT_MS);
    await eventually(() => expect(snapshots.at(-1)?.hidden).toBeUndefined(), WAIT_MS);
  });

  it('clear what stands with what is being said, and take away one that is wrong until that is taken back', async () => {
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(1), WAIT_MS);
    await send({ type: 'clear' });
    await eventually(() => expect(snapshots.at(-1)?.cues).toEqual([]), WAIT_MS);
    const [told, said] = [shown.length, finalsOf('mic').length];
    const gone = new Set(events.map(({ utteranceId }) => utteranceId));
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(said + 1), WAIT_MS);
    expect(shown.slice(told).filter(({ utteranceId }) => gone.has(utteranceId))).toEqual([]);
    expect(shown.length).toBeGreaterThan(told);

    const { utteranceId } = finalsOf('mic').at(-1)!;
    await send({ type: 'wrong', utteranceId });
    const ids = (): readonly string[] => snapshots.at(-1)!.cues.map((cue) => cue.utteranceId);
    await eventually(() => expect(ids()).not.toContain(utteranceId), WAIT_MS);
    expect(now().undo).toBe('wrong caption');
    expect(await send({ type: 'undo' })).toMatchObject({ ok: true, message: 'Taken back: wrong caption.' });
    await eventually(() => expect(ids()).toContain(utteranceId), WAIT_MS);
  });

  it('set looks over a preset over the configuration, and take them back', async () => {
    await send({ type: 'preset', name: 'big' });
    await send({ type: 'look', parameters: { theme: 'neon', lines: '3' } });
    await eventually(() => expect(now().overlay).toEqual({ theme: 'neon', size: '90', lines: '3' }), WAIT_MS);
    await eventually(() => expect(snapshots.at(-1)?.overlay).toEqual(now().overlay), WAIT_MS);
    expect(now()).toMatchObject({ preset: 'big', undo: 'theme neon, lines 3' });
    await send({ type: 'undo' });
    await send({ type: 'undo' });
    await eventually(() => expect(now().overlay).toEqual({ theme: 'classic', size: '40' }), WAIT_MS);
    const unknown = await send({ type: 'preset', name: 'bog' });
    expect(unknown).toEqual({ ok: false, code: 'usage', message: 'There is no preset "bog". The nearest is big.' });
  });

  it('silence one source while media time goes on, and another one is heard', async () => {
    await send({ type: 'listen', to: 'off', sourceId: 'guest' });
    await eventually(() => expect(now().sources[1]).toMatchObject({ id: 'guest', heard: false }), WAIT_MS);
    // What was said before is heard to its end.
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(0), WAIT_MS);
    const ended = finalsOf('mic').length;
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(ended + 1), WAIT_MS);
    const guests = finalsOf('guest').length;
    await eventually(() => expect(finalsOf('mic').length).toBeGreaterThan(ended + 3), WAIT_MS);
    expect(finalsOf('guest')).toHaveLength(guests);
    await send({ type: 'listen', to: 'toggle', sourceId: 'guest' });
    await eventually(() => expect(finalsOf('guest').length).toBeGreaterThan(guests), WAIT_MS);
    const [last, next] = finalsOf('guest').slice(-2);
    expect(next!.startMs - last!.endMs).toBeGreaterThan(2000);
  });

  it('change what is spoken from the next sentence on, and refuse what no model hears', async () => {
    expect(await send({ type: 'spoken-language', language: 'de', sourceId: 'mic' })).toMatchObject({ ok: true });
    await eventually(() => expect(finalsOf('mic').at(-1)?.language).toBe('de'), WAIT_MS);
    expect(now().sources[0]).toMatchObject({ language: 'de' });
    const refused = await send({ type: 'spoken-language', language: 'fr' });
    expect(refused).toMatchObject({ ok: false, code: 'language-unsupported' });
    await send({ type: 'undo' });
    await eventually(() => expect(finalsOf('mic').at(-1)?.language).toBe('en'), WAIT_MS);
  });

  it('say why nothing comes of a command', async () => {
    expect(await send({ type: 'translator', name: 'local' })).toMatchObject({ ok: false, code: 'usage' });
    expect(await send({ type: 'chapter' })).toMatchObject({ ok: false, code: 'usage' });
    expect(await send({ type: 'explode' } as never)).toMatchObject({ ok: false, code: 'malformed' });
  });

  it('tell levels to who watches them', async () => {
    const levels: SourceLevels[] = [];
    socket.on('levels', (one) => levels.push(one));
    socket.emit('watch-levels', true);
    await eventually(() => expect(levels.length).toBeGreaterThan(5), WAIT_MS);
    expect(Object.keys(levels.at(-1)!).sort()).toEqual(['guest', 'mic']);
    socket.emit('watch-levels', false);
  });
});

describe('who may control a run', () => {
  const refusal = (options: Parameters<typeof io>[1]): Promise<string> =>
    new Promise((resolve) => {
      const other = io(session.url + CONTROL_NAMESPACE, { ...options, forceNew: true, reconnection: false });
      other.on('connect_error', ({ message }) => {
        other.close();
        resolve(message);
      });
      other.on('state', () => {
        other.close();
        resolve('let in');
      });
    });

  it.each([
    ['a page of this server', () => own(), 'let in'],
    ['a program without a token', () => ({ transports: ['websocket'] }), 'token-wrong'],
    [
      'a program, where none are let in',
      () => ({ transports: ['websocket'], auth: { token: session.token } }),
      'token-wrong',
    ],
    [
      'a page of another site',
      () => ({ transports: ['websocket'], extraHeaders: { origin: 'https://a.b' } }),
      'websocket error',
    ],
  ])('%s', async (_who, options, outcome) => {
    expect(await refusal(options())).toBe(outcome);
  });

  it('is sent away where it floods', async () => {
    const flood = io(session.url + CONTROL_NAMESPACE, { ...own(), forceNew: true });
    const answers: ControlAnswer[] = [];
    await new Promise<void>((resolve) => flood.once('state', () => resolve()));
    for (let index = 0; index < 400; index += 1)
      flood.emit('command', { type: 'hold', forMs: 0 }, (answer: ControlAnswer) => answers.push(answer));
    await eventually(() => expect(answers).toHaveLength(400), WAIT_MS);
    flood.close();
    expect(answers.filter((answer) => !answer.ok && answer.code === 'too-many').length).toBeGreaterThan(200);
  });
});
