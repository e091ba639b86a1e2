import type { Socket } from 'socket.io';
import {
  AUDIO_PROTOCOL_VERSION,
  CONFIRM_EVERY_FRAMES,
  LONGEST_BACKLOG_MS,
  WIRE_FRAME_MS,
  type AudioEngineToPage,
  type AudioHello,
  type AudioPageToEngine,
  type AudioWelcome,
} from '../../protocol/audio-contract.ts';
import type { GuestRefusalCode } from '../../protocol/guest-refusal.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import { isFrameNumber, parseHello, parseSamples } from './audio-messages.ts';
import { audioRefusal } from './audio-refusals.ts';
import type { GuestRoom } from './guests/guest-room.ts';
import type { GuestSession } from './guests/guest-session.ts';
import type { GuestEnd, GuestTransport } from './guests/guest-transport.ts';
import type { CreatePageSound, PageSound } from './page-sound.ts';
import { RateLimit } from './rate-limit.ts';

const HELLO_WITHIN_MS = 5000;

/** A page that comes back sends its backlog, and sound that was sent before and not confirmed. */
const BURST_FRAMES = (LONGEST_BACKLOG_MS + 3000) / WIRE_FRAME_MS;

/** More than a microphone gives: a page that has a backlog catches up. */
const FRAMES_PER_SECOND = (1.5 * 1000) / WIRE_FRAME_MS;

export type AudioSocket = Socket<AudioPageToEngine, AudioEngineToPage>;

/** What the connections of all pages have in common. */
export interface AudioConnectionTools {
  readonly room: GuestRoom<PageSound>;
  readonly createSound: CreatePageSound;
  readonly clock: Clock;
  readonly log: Logger;
}

interface AudioConnectionOptions extends AudioConnectionTools {
  readonly socket: AudioSocket;
  /** True where the page is on another device. */
  readonly remote: boolean;
  readonly onEnd: (connection: AudioConnection) => void;
}

/** One connection of a page that sends sound. Nothing that the page sends is trusted. */
export class AudioConnection implements GuestTransport {
  readonly #options: AudioConnectionOptions;
  readonly #closed = new AbortController();
  #session: GuestSession<PageSound> | undefined;
  #unconfirmed = 0;

  constructor(options: AudioConnectionOptions) {
    const { socket, room, clock, log } = options;
    this.#options = options;
    const limit = new RateLimit({ burst: BURST_FRAMES, perSecond: FRAMES_PER_SECOND, clock });
    socket.use((_message, next) => {
      if (limit.allow()) next();
      else this.close('too-fast');
    });
    socket.on('hello', (hello: unknown, answer: unknown) => this.#greet(hello, answer));
    socket.on('sound', (frame: unknown, samples: unknown) => this.#hear(frame, samples));
    socket.on('muted', (muted: unknown) => this.#session?.setMuted(muted === true));
    socket.on('leave', (session: unknown, answer: unknown) => {
      if (typeof answer === 'function') (answer as () => void)();
      if (typeof session === 'string') room.leave(session);
    });
    socket.on('disconnect', (reason) => {
      log.debug('A page that sends sound is gone.', { reason });
      this.#closed.abort();
      this.#session?.detach(this, reason === 'client namespace disconnect');
      this.#session = undefined;
      options.onEnd(this);
    });
    void this.#expectHello();
  }

  /** Says why, and ends the connection. The session stays, for as long as a page may be away. */
  close(why: GuestEnd | GuestRefusalCode): void {
    const { socket, log } = this.#options;
    if (this.#closed.signal.aborted) return;
    const code = why === 'done' ? 'ended' : why;
    log.debug('A page that sends sound is refused.', { code });
    socket.emit('refused', audioRefusal(code));
    socket.disconnect();
  }

  async #expectHello(): Promise<void> {
    await this.#options.clock.sleep(HELLO_WITHIN_MS, this.#closed.signal);
    if (this.#session === undefined) this.close('silent');
  }

  #greet(value: unknown, answer: unknown): void {
    if (this.#session !== undefined) return;
    const hello = parseHello(value);
    if (hello === undefined || typeof answer !== 'function') return this.close('malformed');
    const reply = answer as (welcome: AudioWelcome) => void;
    const refuse = (code: GuestRefusalCode): void => {
      reply({ ok: false, refusal: audioRefusal(code) });
      this.close(code);
    };
    if (hello.protocol !== AUDIO_PROTOCOL_VERSION) return refuse('protocol-unknown');
    const joined = this.#join(hello);
    if (joined === undefined) return refuse('too-many');
    const { session, resumed } = joined;
    const { newestFrame } = session.capture;
    this.#session = session;
    reply({ ok: true, resumed, ...(newestFrame === undefined ? {} : { newestFrame }) });
    if (!resumed) session.introduce(hello);
  }

  #join({ session: key, kind, name }: AudioHello): ReturnType<GuestRoom<PageSound>['join']> {
    const { room, createSound, remote, clock } = this.#options;
    const sound = (): PageSound => createSound({ name: `browser ${kind}${name === '' ? '' : ` ${name}`}`, clock });
    return room.join(this, { key, remote, sound });
  }

  #hear(frame: unknown, value: unknown): void {
    // A page that was refused a moment ago may still be sending.
    if (this.#closed.signal.aborted) return;
    if (this.#session === undefined) return this.close('silent');
    const samples = parseSamples(value);
    if (samples === undefined || !isFrameNumber(frame)) return this.close('malformed');
    this.#session.capture.push(frame, samples);
    this.#unconfirmed += 1;
    if (this.#unconfirmed < CONFIRM_EVERY_FRAMES) return;
    this.#unconfirmed = 0;
    this.#options.socket.emit('heard', frame);
  }
}
