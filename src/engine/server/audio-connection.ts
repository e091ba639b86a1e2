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
import type { AudioInletSession } from './audio-inlet.ts';
import { isFrameNumber, parseHello, parseSamples } from './audio-messages.ts';
import { audioRefusal } from './audio-refusals.ts';
import { RateLimit } from './rate-limit.ts';

const HELLO_WITHIN_MS = 5000;

/** A page that comes back sends its backlog, and sound that was sent before and not confirmed. */
const BURST_FRAMES = (LONGEST_BACKLOG_MS + 3000) / WIRE_FRAME_MS;

/** More than a microphone gives: a page that has a backlog catches up. */
const FRAMES_PER_SECOND = (1.5 * 1000) / WIRE_FRAME_MS;

export type AudioSocket = Socket<AudioPageToEngine, AudioEngineToPage>;

interface AudioConnectionOptions {
  readonly socket: AudioSocket;
  /** Finds the session of a page; the connection that had it before is closed by then. */
  readonly join: (
    hello: AudioHello,
    connection: AudioConnection,
  ) => { readonly session: AudioInletSession; readonly resumed: boolean } | undefined;
  /** A page has stopped on purpose. */
  readonly leave: (session: string) => void;
  readonly onEnd: (connection: AudioConnection) => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** One connection of a page that sends sound. Nothing that the page sends is trusted. */
export class AudioConnection {
  readonly #options: AudioConnectionOptions;
  readonly #closed = new AbortController();
  #session: AudioInletSession | undefined;
  #unconfirmed = 0;

  constructor(options: AudioConnectionOptions) {
    const { socket, clock, log } = options;
    this.#options = options;
    const limit = new RateLimit({ burst: BURST_FRAMES, perSecond: FRAMES_PER_SECOND, clock });
    socket.use((_message, next) => {
      if (limit.allow()) next();
      else this.refuse('too-fast');
    });
    socket.on('hello', (hello: unknown, answer: unknown) => this.#greet(hello, answer));
    socket.on('sound', (frame: unknown, samples: unknown) => this.#hear(frame, samples));
    socket.on('muted', (muted: unknown) => this.#session?.setMuted(muted === true));
    socket.on('leave', (session: unknown, answer: unknown) => {
      if (typeof answer === 'function') (answer as () => void)();
      if (typeof session === 'string') options.leave(session);
    });
    socket.on('disconnect', (reason) => {
      log.debug('A page that sends sound is gone.', { reason });
      this.#closed.abort();
      if (reason === 'client namespace disconnect') this.#session?.end();
      else this.#session?.detach();
      this.#session = undefined;
      options.onEnd(this);
    });
    void this.#expectHello();
  }

  /** Says why, and ends the connection. The session stays, for as long as a page may be away. */
  refuse(code: GuestRefusalCode): void {
    const { socket, log } = this.#options;
    if (this.#closed.signal.aborted) return;
    log.debug('A page that sends sound is refused.', { code });
    socket.emit('refused', audioRefusal(code));
    socket.disconnect();
  }

  /** Gives the session to the next connection of the same page. */
  replace(): void {
    this.#session = undefined;
    this.refuse('replaced');
  }

  async #expectHello(): Promise<void> {
    await this.#options.clock.sleep(HELLO_WITHIN_MS, this.#closed.signal);
    if (this.#session === undefined) this.refuse('silent');
  }

  #greet(value: unknown, answer: unknown): void {
    if (this.#session !== undefined) return;
    const hello = parseHello(value);
    if (hello === undefined || typeof answer !== 'function') return this.refuse('malformed');
    const reply = answer as (welcome: AudioWelcome) => void;
    const refuse = (code: GuestRefusalCode): void => {
      reply({ ok: false, refusal: audioRefusal(code) });
      this.refuse(code);
    };
    if (hello.protocol !== AUDIO_PROTOCOL_VERSION) return refuse('protocol-unknown');
    const joined = this.#options.join(hello, this);
    if (joined === undefined) return refuse('too-many');
    this.#session = joined.session;
    const { newestFrame, ended } = joined.session;
    ended.addEventListener('abort', () => this.refuse(ended.reason as GuestRefusalCode), {
      once: true,
      signal: this.#closed.signal,
    });
    reply({ ok: true, resumed: joined.resumed, ...(newestFrame === undefined ? {} : { newestFrame }) });
  }

  #hear(frame: unknown, value: unknown): void {
    // A page that was refused a moment ago may still be sending.
    if (this.#closed.signal.aborted) return;
    if (this.#session === undefined) return this.refuse('silent');
    const samples = parseSamples(value);
    if (samples === undefined || !isFrameNumber(frame)) return this.refuse('malformed');
    this.#session.push(frame, samples);
    this.#unconfirmed += 1;
    if (this.#unconfirmed < CONFIRM_EVERY_FRAMES) return;
    this.#unconfirmed = 0;
    this.#options.socket.emit('heard', frame);
  }
}
