import { io, type Socket } from 'socket.io-client';
import {
  AUDIO_IN_NAMESPACE,
  AUDIO_PROTOCOL_VERSION,
  type AudioCredentials,
  type AudioEngineToPage,
  type AudioHello,
  type AudioPageToEngine,
  type AudioRefusal,
  type AudioWelcome,
} from '../../../protocol/audio-contract.ts';
import { isNotOffered, isRefusal } from './ask-engine.ts';
import type { CapturedFrame } from './frame-cutter.ts';
import { OutgoingFrames } from './outgoing-frames.ts';

/** How long the engine may confirm nothing before the connection is given up, in milliseconds. */
const LONGEST_STALL_MS = 4000;

/** How long the engine has to answer a hello, in milliseconds. */
const WELCOME_WITHIN_MS = 5000;

/** How long a page that was refused waits before it tries again, in milliseconds. */
const RETRY_REFUSED_MS = 5000;

/** How long the engine has to confirm that a page has stopped, in milliseconds. */
const LEAVE_WITHIN_MS = 2000;

/** The engine keeps the session of a page without a connection for this long, in milliseconds. */
const LONGEST_ABSENCE_MS = 30_000;

const NOT_OFFERED: AudioRefusal = {
  code: 'try-later',
  message: 'Overlingo does not listen to browsers now. Start it with --input browser; this page tries again by itself.',
  retry: true,
};

/** How the way to the engine is. `refused`: the engine does not want this page. */
export type AudioLink =
  { readonly state: 'connecting' | 'live' | 'lost' } | { readonly state: 'refused'; readonly refusal: AudioRefusal };

interface AudioSocketOptions {
  readonly hello: Omit<AudioHello, 'protocol'>;
  readonly token: string | undefined;
  readonly onLink: (link: AudioLink) => void;
}

/** Sends frames to the engine that served this page. Connects for ever, and bridges interruptions. */
export class AudioSocket {
  readonly outgoing = new OutgoingFrames();
  readonly #socket: Socket<AudioEngineToPage, AudioPageToEngine>;
  readonly #options: AudioSocketOptions;
  #live = false;
  #closed = false;
  #muted = false;
  #refusal: AudioRefusal | undefined;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** When the engine last confirmed something, or frames began to wait for it, on the clock of the page. */
  #progressMs = 0;

  constructor(options: AudioSocketOptions) {
    this.#options = options;
    const { token } = options;
    const credentials: AudioCredentials = token === undefined ? {} : { token };
    this.#socket = io(AUDIO_IN_NAMESPACE, {
      // Polling costs more than the sound itself. It is there for browsers that refuse web sockets to a server whose
      // certificate they were told to accept.
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      auth: credentials,
      reconnectionDelay: 250,
      reconnectionDelayMax: 2000,
      timeout: 5000,
    });
    this.#socket.on('connect', () => (this.#closed ? this.#leave() : this.#greet()));
    this.#socket.on('connect_error', (error) => this.#failed(error));
    this.#socket.on('disconnect', (reason) => this.#disconnected(reason));
    this.#socket.on('refused', (refusal) => (this.#refusal = refusal));
    this.#socket.on('heard', (frame) => {
      this.outgoing.confirm(frame);
      this.#progressMs = performance.now();
      this.#pump();
    });
  }

  /** Sends a frame now, or as soon as it can be. */
  send(frame: CapturedFrame): void {
    this.outgoing.push(frame);
    this.#pump();
    const isStalled = this.outgoing.hasUnconfirmed && performance.now() - this.#progressMs > LONGEST_STALL_MS;
    // A connection that has died without a word is noticed by the browser after minutes only.
    if (this.#live && isStalled) this.#socket.io.engine.close();
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
    if (this.#live) this.#socket.emit('muted', muted);
  }

  /** Tries at once, where it waits for the next try: the device is on a network again. */
  reconnect(): void {
    if (!this.#socket.connected && this.#refusal === undefined) this.#socket.disconnect().connect();
  }

  /** Ends the session. Where there is no connection now, the engine is told as soon as there is one. */
  close(): void {
    this.#closed = true;
    this.#live = false;
    clearTimeout(this.#retryTimer);
    if (this.#refusal !== undefined) return void this.#socket.close();
    this.#retryTimer = setTimeout(() => this.#socket.close(), LONGEST_ABSENCE_MS);
    if (this.#socket.connected) this.#leave();
  }

  #leave(): void {
    this.#socket.timeout(LEAVE_WITHIN_MS).emit('leave', this.#options.hello.session, (error: Error | null) => {
      if (error) this.#socket.io.engine.close();
      else this.#ended();
    });
  }

  #ended(): void {
    clearTimeout(this.#retryTimer);
    this.#socket.close();
  }

  #greet(): void {
    this.#refusal = undefined;
    const hello = { ...this.#options.hello, protocol: AUDIO_PROTOCOL_VERSION };
    this.#socket.timeout(WELCOME_WITHIN_MS).emit('hello', hello, (error: Error | null, welcome?: AudioWelcome) => {
      if (this.#closed) return;
      if (error || welcome === undefined) this.#socket.io.engine.close();
      else if (welcome.ok) this.#begin(welcome.newestFrame);
      else this.#refusal = welcome.refusal;
    });
  }

  #begin(newestFrame: number | undefined): void {
    this.outgoing.rewind();
    if (newestFrame !== undefined) this.outgoing.confirm(newestFrame);
    this.#live = true;
    this.#progressMs = performance.now();
    this.#socket.emit('muted', this.#muted);
    this.#options.onLink({ state: 'live' });
    this.#pump();
  }

  #pump(): void {
    if (!this.#live) return;
    if (!this.outgoing.hasUnconfirmed) this.#progressMs = performance.now();
    for (const { frame, samples } of this.outgoing.takeDue()) {
      this.#socket.emit('sound', frame, samples.buffer as ArrayBuffer);
    }
  }

  #disconnected(reason: Socket.DisconnectReason): void {
    this.#live = false;
    this.outgoing.rewind();
    if (reason === 'io client disconnect') return;
    if (this.#closed) return reason === 'io server disconnect' ? this.#ended() : undefined;
    if (this.#refusal !== undefined) return this.#refused(this.#refusal);
    this.#options.onLink({ state: 'lost' });
    // The client reconnects by itself in every other case.
    if (reason === 'io server disconnect') this.#socket.connect();
  }

  #failed(error: Error & { readonly data?: unknown }): void {
    const { data } = error;
    if (this.#closed) return this.#socket.active ? undefined : this.#ended();
    if (isRefusal(data)) return this.#refused(data);
    // A run that was started anew may not listen to browsers any more; the next one may.
    if (isNotOffered(error)) return this.#refused(NOT_OFFERED);
    if (!this.#socket.active) this.#retryLater();
    this.#options.onLink({ state: 'lost' });
  }

  #refused(refusal: AudioRefusal): void {
    this.#refusal = refusal;
    this.#options.onLink({ state: 'refused', refusal });
    if (refusal.retry) this.#retryLater();
  }

  #retryLater(): void {
    clearTimeout(this.#retryTimer);
    this.#retryTimer = setTimeout(() => this.#socket.connect(), RETRY_REFUSED_MS);
  }
}
