import type { SpokenLanguage } from '../../../protocol/spoken-language.ts';
import type { StreamFormat, StreamHello } from '../../../protocol/stream-contract.ts';
import { STREAM_CLOSE, STREAM_PROTOCOL_VERSION, STREAM_SAMPLE_RATE } from '../../../protocol/stream-contract.ts';
import { samplesToMs } from '../../audio/audio-frame.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { addGuest } from '../../pipeline/guest.ts';
import type { EngineOutput } from '../../pipeline/output.ts';
import type { AddedSource, SourceHost } from '../../pipeline/source.ts';
import { parseClientMessage } from './client-messages.ts';
import { decodeSamples } from './decode-samples.ts';
import { InboundFlow } from './inbound-flow.ts';
import { Liveness } from './liveness.ts';
import { StreamFailure, toStreamFailure } from './stream-failure.ts';
import type { StreamLimits } from './stream-limits.ts';
import { SLOW_BYTES, StreamOutbox } from './stream-outbox.ts';
import type { StreamSocket } from './stream-socket.ts';
import type { CreateStreamSound, StreamSound } from './stream-sound.ts';

/** How long a client has to answer the goodbye, in milliseconds. A dead one never does. */
const GOODBYE_MS = 1000;

/** What the clients of one endpoint have in common. */
export interface StreamClientTools {
  readonly engine: () => SourceHost | undefined;
  readonly createSound: CreateStreamSound;
  /** What a hello leaves open. */
  readonly defaults: { readonly spoken: SpokenLanguage; readonly translate: readonly string[] };
  readonly shown: boolean;
  readonly limits: StreamLimits;
  readonly clock: Clock;
  readonly log: Logger;
}

interface StreamClientOptions extends StreamClientTools {
  readonly id: string;
  readonly socket: StreamSocket;
  /** Whether the token in the hello is right; absent where the client needs none. */
  readonly checkToken?: (token: unknown) => boolean;
}

/** One connected program: `waiting` for its first message, `listening`, `ending` after it said so, `closed`. */
export class StreamClient {
  readonly id: string;
  /** Resolves once the connection is closed and the engine has forgotten its source. */
  readonly gone: Promise<void>;
  readonly #options: StreamClientOptions;
  readonly #disconnected = new AbortController();
  readonly #outbox: StreamOutbox;
  readonly #flow: InboundFlow;
  readonly #liveness: Liveness;
  #phase: 'waiting' | 'listening' | 'ending' | 'closed' = 'waiting';
  #format: StreamFormat = 'float32';
  #name = '';
  #sound: StreamSound | undefined;
  #added: AddedSource | undefined;
  #listening: Promise<void> | undefined;

  constructor(options: StreamClientOptions) {
    const { id, socket, limits, clock } = options;
    this.id = id;
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
      socket.on('close', () => resolve(this.#forget()));
    });
  }

  /** For status: the name from the hello, how much sound waits, and whether it is not read for the moment. */
  get status(): { readonly id: string; readonly name: string; readonly waitingMs: number; readonly paused: boolean } {
    return { id: this.id, name: this.#name, waitingMs: this.#sound?.waitingMs ?? 0, paused: this.#flow.paused };
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

  /** Ends the connection because the engine stops. */
  leave(): void {
    this.#fail(new StreamFailure('going-away', 'The engine stops.'));
  }

  /** Cuts the connection where the client has not answered the goodbye. */
  cut(): void {
    this.#options.socket.terminate();
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
    this.#phase = 'ending';
    this.#sound?.end();
  }

  #takeSound(data: Buffer): void {
    if (this.#phase === 'waiting') this.#listen({ type: 'hello' });
    const samples = decodeSamples(data, this.#format);
    this.#liveness.heard(this.#options.clock.nowMs());
    this.#flow.arrived(samplesToMs(samples.length));
    if (this.#sound?.push(samples) === false && this.#flow.hold()) this.#tellBehind();
  }

  #listen(hello: StreamHello): void {
    const { id, engine: currentEngine, createSound, checkToken, clock } = this.#options;
    if (checkToken && !checkToken(hello.token)) {
      throw new StreamFailure('unauthorized', 'The token is missing or wrong.');
    }
    const engine = currentEngine();
    if (!engine) throw new StreamFailure('try-later', 'The engine is not ready yet.');
    this.#phase = 'listening';
    this.#format = hello.format ?? 'float32';
    this.#name = hello.name ?? '';
    const name = this.#name === '' ? id : `${id} (${this.#name})`;
    this.#sound = createSound({ name, clock, onDrained: () => this.#flow.release() });
    this.#listening = this.#run(engine, this.#sound, hello).catch((error: unknown) =>
      this.#fail(toStreamFailure(error)),
    );
  }

  async #run(engine: SourceHost, capture: StreamSound, hello: StreamHello): Promise<void> {
    const { id, defaults, shown, limits } = this.#options;
    const { translate = defaults.translate } = hello;
    // The client is told that it is listened to before anything else.
    const early: EngineOutput[] = [];
    let listener = (output: EngineOutput): void => void early.push(output);
    const guest = { id, capture, name: this.#name, language: hello.language };
    const options = { translate, shown, listener: (output: EngineOutput) => listener(output) };
    this.#added = await addGuest(engine, guest, defaults.spoken, options);
    if (this.#isClosed) this.#added.remove();
    else {
      this.#outbox.send({
        type: 'ready',
        protocol: STREAM_PROTOCOL_VERSION,
        sourceId: id,
        sampleRate: STREAM_SAMPLE_RATE,
        format: this.#format,
        language: hello.language ?? defaults.spoken.language,
        translate,
        maxMessageBytes: limits.maxMessageBytes,
      });
      listener = (output) => this.#outbox.publish(output);
      for (const output of early) this.#outbox.publish(output);
    }
    await this.#added.done;
    if (this.#phase === 'ending')
      this.#end(() => this.#options.socket.close(STREAM_CLOSE.done, 'All captions were sent.'));
    else this.leave();
  }

  /** A getter, because the compiler does not see that the phase changes during an `await`. */
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
    this.#added?.remove();
    sayGoodbye();
    // The answer to the goodbye lies behind the sound that was not read.
    this.#options.socket.resume();
    void this.#options.clock.sleep(GOODBYE_MS, this.#disconnected.signal).then(() => this.cut());
  }

  async #forget(): Promise<void> {
    this.#phase = 'closed';
    this.#disconnected.abort();
    this.#outbox.close();
    this.#added?.remove();
    await this.#listening;
  }
}
