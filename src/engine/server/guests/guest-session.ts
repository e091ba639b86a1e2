import type { AudioInputKind } from '../../../protocol/audio-contract.ts';
import type { Clock } from '../../pipeline/clock.ts';
import type { GuestSound } from './guest-sound.ts';
import type { GuestEnd, GuestMessage, GuestTransport } from './guest-transport.ts';

/** How long a guest that may come back may be away before its session ends, in milliseconds. */
const LONGEST_ABSENCE_MS = 30_000;

/** What a guest says of itself. */
export interface GuestIntroduction {
  /** Shown with the captions; may be empty. */
  readonly name: string;
  readonly kind: AudioInputKind | 'program';
  /** BCP-47 tag of what it speaks, or `auto`; absent where it leaves that to the streamer. */
  readonly language?: string | undefined;
  /** BCP-47 tags of the languages to translate into; absent where it leaves that to the streamer. */
  readonly translate?: readonly string[] | undefined;
}

interface GuestSessionOptions<Sound> {
  /** Short and unique, such as `browser-1`. */
  readonly id: string;
  readonly capture: Sound;
  /** True where it comes from another device. */
  readonly remote: boolean;
  /** True where the guest may lose its connection and come back. */
  readonly returns: boolean;
  readonly clock: Clock;
  readonly onIntroduced: () => void;
  readonly onEnd: () => void;
}

/**
 * Somebody who sends sound, over whichever wire. A guest that may come back outlives its connections, and the engines that
 * listen to it. Any other one ends with the first of them.
 */
export class GuestSession<Sound extends GuestSound = GuestSound> {
  readonly id: string;
  readonly capture: Sound;
  readonly #options: GuestSessionOptions<Sound>;
  readonly #ended = new AbortController();
  #transport: GuestTransport | undefined;
  /** Aborts when the guest is there again. */
  #absence = new AbortController();
  #introduction: GuestIntroduction | undefined;
  #muted = false;
  #finished = false;

  constructor(options: GuestSessionOptions<Sound>) {
    this.id = options.id;
    this.capture = options.capture;
    this.#options = options;
  }

  /** Undefined before the guest has said who it is. */
  get introduction(): GuestIntroduction | undefined {
    return this.#introduction;
  }

  /** Name of the speaker; empty where none was given. */
  get name(): string {
    return this.#introduction?.name ?? '';
  }

  /** BCP-47 tag, or `auto`, also where the guest leaves it to the streamer. */
  get language(): string {
    return this.#introduction?.language ?? 'auto';
  }

  get kind(): GuestIntroduction['kind'] | undefined {
    return this.#introduction?.kind;
  }

  /** Aborts when the session has ended, with the `GuestEnd` that tells why as its reason. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  /** For status. */
  get state(): { readonly connected: boolean; readonly muted: boolean } & Sound['state'] {
    const sound: Sound['state'] = this.capture.state;
    return { ...sound, connected: this.#transport !== undefined, muted: this.#muted };
  }

  /** True where the guest reads its own captions. */
  get reads(): boolean {
    return this.#transport?.send !== undefined;
  }

  /** True where it has come from another device. */
  get remote(): boolean {
    return this.#options.remote;
  }

  /** True where the guest may lose its connection and come back. */
  get returns(): boolean {
    return this.#options.returns;
  }

  /** The guest is there, for the first time or again; another connection that it has is closed. */
  attach(transport: GuestTransport): void {
    const former = this.#transport;
    this.#transport = transport;
    this.#absence.abort();
    former?.close('replaced');
  }

  /** A connection is gone. @param onPurpose true where the guest does not come back. */
  detach(transport: GuestTransport, onPurpose = false): void {
    if (this.#transport !== transport) return;
    this.#transport = undefined;
    if (onPurpose || !this.returns) this.end('ended');
    else void this.#endUnlessBack();
  }

  /** The guest has said who it is: it can be listened to from now on. */
  introduce(introduction: GuestIntroduction): void {
    this.#introduction = introduction;
    this.#options.onIntroduced();
  }

  setMuted(muted: boolean): void {
    this.#muted = muted;
  }

  /** Tells the guest something, where it is there and reads. */
  send(message: GuestMessage): void {
    this.#transport?.send?.(message);
  }

  /** The guest has nothing more to say, and waits for the rest of its captions. */
  finish(): void {
    this.#finished = true;
    this.capture.end();
  }

  /** The engine listens no more: all captions were told, or it stops. */
  heardOut(): void {
    if (this.#finished) this.end('done');
    else if (!this.returns) this.end('going-away');
  }

  /** Ends the session. @param error what has failed, where that is why. */
  end(why: GuestEnd = 'ended', error?: unknown): void {
    if (this.ended.aborted) return;
    this.#ended.abort(why);
    this.#absence.abort();
    const transport = this.#transport;
    this.#transport = undefined;
    transport?.close(why, error);
    this.#options.onEnd();
    this.capture.end();
  }

  async #endUnlessBack(): Promise<void> {
    const { signal } = (this.#absence = new AbortController());
    await this.#options.clock.sleep(LONGEST_ABSENCE_MS, signal);
    if (!signal.aborted) this.end('ended');
  }
}
