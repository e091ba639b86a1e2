import type { StreamFormat, StreamHello } from '../../../protocol/stream-contract.ts';
import { STREAM_CLOSE, STREAM_PROTOCOL_VERSION, STREAM_SAMPLE_RATE } from '../../../protocol/stream-contract.ts';
import { samplesToMs } from '../../audio/audio-frame.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { GuestRoom } from '../guests/guest-room.ts';
import type { GuestSession } from '../guests/guest-session.ts';
import type { GuestEnd, GuestMessage, GuestTransport } from '../guests/guest-transport.ts';
import { parseClientMessage } from './client-messages.ts';
import { decodeSamples } from './decode-samples.ts';
import { InboundFlow } from './inbound-flow.ts';
import { Liveness } from './liveness.ts';
import { endOf, StreamFailure, toStreamFailure } from './stream-failure.ts';
import type { StreamLimits } from './stream-limits.ts';
import { SLOW_BYTES, StreamOutbox } from './stream-outbox.ts';
import type { StreamSocket } from './stream-socket.ts';
import type { CreateStreamSound, StreamSound } from './stream-sound.ts';

/** How long a client has to answer the goodbye, in milliseconds. A dead one never does. */
const GOODBYE_MS = 1000;

/** What the clients of one endpoint have in common. */
export interface StreamClientTools {
  readonly room: GuestRoom<StreamSound>;
  readonly createSound: CreateStreamSound;
  readonly limits: StreamLimits;
  readonly clock: Clock;
  readonly log: Logger;
}

interface StreamClientOptions extends StreamClientTools {
  readonly socket: StreamSocket;
  /** True where the client is on another device. */
  readonly remote: boolean;
  /** It has shown its right to be here. */
  readonly onProven: () => void;
  /** Whether the token in the hello is right; absent where the client needs none. */
  readonly checkToken?: (token: unknown) => boolean;
}

/** One connected program: `waiting` for its first message, `listening`, `ending` after it said so, `closed`. */
export class StreamClient implements GuestTransport {
  /** Resolves once the connection is closed. */
  readonly gone: Promise<void>;
  readonly #options: StreamClientOptions;
  readonly #disconnected = new AbortController();
  readonly #outbox: StreamOutbox;
  readonly #flow: InboundFlow;
  readonly #liveness: Liveness;
  #phase: 'waiting' | 'listening' | 'ending' | 'closed' = 'waiting';
  /** Undefined before the client has shown its right, and where there was no room. */
  #session: GuestSession<StreamSound> | undefined;
  #format: StreamFormat = 'float32';

  constructor(options: StreamClientOptions) {
    const { socket, limits, clock, checkToken } = options;
    this.#options = options;
    const { signal } = this.#disconnected;
    this.#flow = new InboundFlow({ socket, limits, clock, signal });
    this.#liveness = new Liveness(limits, clock.nowMs());
    const onStuck = (): void => this.#fail(new StreamFailure('silent', 'The captions are not read.'));
    this.#outbox = new StreamOutbox({ socket, clock, onStuck });
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on('ping', (data) => this.#answerPing(data));
    socket.on('pong', () => this.#liveness.seen(clock.nowMs()));
    // What breaks the protocol is told by the socket itself, and `close` follows.
    socket.on('error', () => undefined);
    this.gone = new Promise<void>((resolve) => {
      socket.on('close', () => {
        this.#forget();
        resolve();
      });
    });
    if (checkToken === undefined) this.#join();
  }

  /** False where it may still be anybody. */
  get isProven(): boolean {
    return this.#session !== undefined || this.#phase === 'closed';
  }

  /** As a source, and in the log. Empty before the client has shown its right, and where there was no room. */
  get id(): string {
    return this.#session?.id ?? '';
  }

  /** For status: the name from the hello, how much sound waits, and whether it is not read for the moment. */
  get status(): { readonly id: string; readonly name: string; readonly waitingMs: number; readonly paused: boolean } {
    const { name = '', state } = this.#session ?? {};
    return { id: this.id, name, waitingMs: state?.waitingMs ?? 0, paused: this.#flow.paused };
  }

  send(message: GuestMessage): void {
    if (message.type !== 'heard') return this.#outbox.publish(message);
    const { language, translate = [] } = message;
    this.#outbox.send({
      type: 'ready',
      protocol: STREAM_PROTOCOL_VERSION,
      sourceId: this.id,
      sampleRate: STREAM_SAMPLE_RATE,
      format: this.#format,
      language,
      translate,
      maxMessageBytes: this.#options.limits.maxMessageBytes,
    });
  }

  close(why: GuestEnd, error?: unknown): void {
    if (why !== 'done') return this.#fail(endOf(why, error));
    this.#end(() => this.#options.socket.close(STREAM_CLOSE.done, 'All captions were sent.'));
  }

  /** Ends the connection where the client has been silent for too long; sends a ping where one is due. */
  check(): void {
    if (this.#phase === 'closed') return;
    const failure = this.#liveness.check(this.#options.clock.nowMs(), {
      phase: this.#phase,
      paused: this.#flow.paused,
    });
    if (failure) return this.#fail(failure);
    if (this.#liveness.pingIsDue(this.#options.clock.nowMs())) this.#options.socket.ping();
  }

  /** Cuts the connection where the client has not answered the goodbye. */
  cut(): void {
    this.#options.socket.terminate();
  }

  /** Others need the room in which it waits. */
  crowdOut(): void {
    this.#fail(new StreamFailure('too-many', 'Too many connections wait that have shown no token.'));
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (this.#phase === 'closed') return;
    this.#liveness.seen(this.#options.clock.nowMs());
    try {
      if (this.#phase === 'ending') throw new StreamFailure('malformed', 'Nothing may come after the end.');
      if (isBinary) this.#takeSound(data);
      else this.#takeText(data.toString());
    } catch (error) {
      this.#fail(toStreamFailure(error));
    }
  }

  #takeText(text: string): void {
    const message = parseClientMessage(text);
    if (message.type === 'hello') {
      if (this.#phase !== 'waiting') throw new StreamFailure('malformed', 'A hello must be the first message.');
      return this.#listen(message);
    }
    if (this.#phase === 'waiting') this.#listen({ type: 'hello' });
    if (this.#isClosed) return;
    this.#phase = 'ending';
    this.#session?.finish();
  }

  #takeSound(data: Buffer): void {
    if (this.#phase === 'waiting') this.#listen({ type: 'hello' });
    if (this.#isClosed) return;
    const samples = decodeSamples(data, this.#format);
    this.#liveness.heard(this.#options.clock.nowMs());
    this.#flow.arrived(samplesToMs(samples.length));
    if (this.#session?.capture.push(samples) === false && this.#flow.hold()) this.#tellBehind();
  }

  #listen({ token, format = 'float32', name = '', language, translate }: StreamHello): void {
    const { checkToken } = this.#options;
    if (checkToken && !checkToken(token)) {
      throw new StreamFailure('unauthorized', 'The token is missing or wrong.');
    }
    if (this.#session === undefined) this.#join();
    if (this.#isClosed) return;
    this.#phase = 'listening';
    this.#format = format;
    this.#session?.introduce({ kind: 'program', name, language, translate });
  }

  #join(): void {
    const { room, createSound, remote, clock, onProven } = this.#options;
    onProven();
    const sound = (id: string): StreamSound => createSound({ name: id, clock, onDrained: () => this.#flow.release() });
    this.#session = room.join(this, { remote, sound })?.session;
    if (!this.#session)
      this.#fail(new StreamFailure('too-many', 'As many clients as are allowed are connected already.'));
  }

  /** A getter, because the compiler does not see that a hello may end the connection. */
  get #isClosed(): boolean {
    return this.#phase === 'closed';
  }

  #tellBehind(): void {
    const message = 'The recogniser cannot keep up: your sound is not read for a while.';
    this.#outbox.send({ type: 'notice', level: 'warning', code: 'behind', message });
  }

  /** Answers are not piled up for a client that asks but does not read. */
  #answerPing(data: Buffer): void {
    const { socket, clock } = this.#options;
    this.#liveness.seen(clock.nowMs());
    if (socket.bufferedAmount <= SLOW_BYTES) socket.pong(data);
  }

  #fail(failure: StreamFailure): void {
    if (this.#phase === 'closed') return;
    this.#end(() => this.#options.socket.fail(failure));
    this.#options.log.debug('a stream client was sent away', { id: this.id, code: failure.code });
  }

  #end(sayGoodbye: () => void): void {
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#outbox.close();
    this.#session?.detach(this);
    sayGoodbye();
    // The answer to the goodbye lies behind the sound that was not read.
    this.#options.socket.resume();
    void this.#options.clock.sleep(GOODBYE_MS, this.#disconnected.signal).then(() => this.cut());
  }

  #forget(): void {
    this.#phase = 'closed';
    this.#disconnected.abort();
    this.#outbox.close();
    this.#session?.detach(this);
  }
}
