import { io, type ManagerOptions, type Socket, type SocketOptions } from 'socket.io-client';
import { createPageCapture } from '../../../../src/engine/audio/browser/page-capture.ts';
import type { Logger } from '../../../../src/engine/log.ts';
import {
  createCaptionServer,
  type CaptionServer,
  type CaptionServerOptions,
} from '../../../../src/engine/server/caption-server.ts';
import {
  AUDIO_IN_NAMESPACE,
  type AudioEngineToPage,
  type AudioHello,
  type AudioPageToEngine,
  type AudioRefusal,
  type AudioWelcome,
} from '../../../../src/protocol/audio-contract.ts';
import { openPageRoom, type PageGuest, type PageRoom } from '../../../support/guest-rooms.ts';
import { emptySnapshot } from '../../../support/caption-builders.ts';
import { SERVED_FOLDERS } from '../../../support/page-server.ts';

type Page = Socket<AudioEngineToPage, AudioPageToEngine>;

/** A client with all that it was told. */
export interface TestPage {
  readonly page: Page;
  readonly heard: number[];
  readonly refusals: AudioRefusal[];
  readonly errors: string[];
  hello(more?: Partial<AudioHello>): Promise<AudioWelcome>;
  /** Sends frames of a constant value. */
  say(from: number, count: number, value?: number): void;
}

export interface AudioServer extends AsyncDisposable {
  readonly server: CaptionServer;
  readonly room: PageRoom;
  readonly sessions: PageGuest[];
  /** Everything that was logged, at every level. */
  readonly logged: string[];
  /** A page of this server on this machine, unless the options say otherwise. */
  open(options?: Partial<ManagerOptions & SocketOptions>, url?: string): TestPage;
}

export const SESSION = 'a-session-of-a-test';

export async function startAudioServer(options: Partial<CaptionServerOptions> = {}): Promise<AudioServer> {
  const logged: string[] = [];
  const write = (message: string, fields?: unknown): void => void logged.push(message + JSON.stringify(fields ?? ''));
  const log: Logger = { error: write, warn: write, info: write, debug: write };
  const room = openPageRoom();
  const sessions: PageGuest[] = [];
  room.subscribe({ onSession: (session) => sessions.push(session) });
  const server = await createCaptionServer({
    port: 0,
    ...SERVED_FOLDERS,
    state: () => emptySnapshot(),
    pageGuests: { room, createSound: createPageCapture },
    log,
    ...options,
  });
  const pages: Page[] = [];
  return {
    server,
    room,
    sessions,
    logged,
    open(socketOptions = {}, url = server.url) {
      const opened = openPage(url, { extraHeaders: { origin: server.url }, ...socketOptions });
      pages.push(opened.page);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      for (const page of pages) page.close();
      room.close();
      await server.close();
    },
  };
}

function openPage(url: string, options: Partial<ManagerOptions & SocketOptions>): TestPage {
  const page: Page = io(`${url}${AUDIO_IN_NAMESPACE}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    ...options,
  });
  const heard: number[] = [];
  const refusals: AudioRefusal[] = [];
  const errors: string[] = [];
  page.on('heard', (frame) => heard.push(frame));
  page.on('refused', (refusal) => refusals.push(refusal));
  page.on('connect_error', ({ message }) => errors.push(message));
  return {
    page,
    heard,
    refusals,
    errors,
    hello: (more = {}) =>
      page.emitWithAck('hello', { protocol: 1, session: SESSION, name: 'Anna', kind: 'microphone', ...more }),
    say(from, count, value = 16_384) {
      for (let frame = from; frame < from + count; frame += 1) {
        page.emit('sound', frame, new Int16Array(512).fill(value).buffer);
      }
    },
  };
}
