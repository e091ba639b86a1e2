import { io, type Socket } from 'socket.io-client';
import type {
  AudienceAbout,
  AudienceCatchUp,
  AudienceEntry,
  AudiencePartial,
  AudienceToEngine,
  EngineToAudience,
} from '../../../../../src/protocol/audience-contract.ts';
import {
  EMPTY_TEXT,
  takeCatchUp,
  takeEntry,
  type WatchText,
} from '../../../../../src/overlay/pages/watch/watch-text.ts';

/** A viewer without a browser, by the rules of the page. */
export class TestViewer implements Disposable {
  readonly socket: Socket<EngineToAudience, AudienceToEngine>;
  /** Every entry that came, also one that was known. */
  readonly received: AudienceEntry[] = [];
  readonly partials: AudiencePartial[] = [];
  readonly catchUps: AudienceCatchUp[] = [];
  about: AudienceAbout | undefined;
  text: WatchText = EMPTY_TEXT;

  /** @param urlOf asked at each connection, as a balancer would. */
  constructor(urlOf: string | (() => string), track = 'source', headers: Record<string, string> = {}) {
    const first = typeof urlOf === 'string' ? urlOf : urlOf();
    this.socket = io(`${first}/audience`, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
      extraHeaders: headers,
    });
    this.socket.io.on('reconnect_attempt', () => {
      const manager = this.socket.io as unknown as { uri: string };
      if (typeof urlOf === 'function') manager.uri = `${urlOf()}/audience`;
    });
    this.socket.on('about', (about) => {
      this.about = about;
      const wanted = about.tracks.includes(track) ? track : 'source';
      if (wanted !== this.#track) this.text = EMPTY_TEXT;
      if (!this.#chosen || wanted !== this.#track) this.choose(wanted);
    });
    this.socket.on('disconnect', () => (this.#chosen = false));
    this.socket.on('entry', (entry) => {
      this.received.push(entry);
      this.text = takeEntry(this.text, entry);
    });
    this.socket.on('partial', (partial) => this.partials.push(partial));
  }

  #chosen = false;
  #track = '';

  choose(track: string): void {
    this.#chosen = true;
    this.#track = track;
    this.socket.emit('choose', track, this.text.last, (catchUp) => {
      this.catchUps.push(catchUp);
      this.text = takeCatchUp(this.text, catchUp);
    });
  }

  /** The lines that stand on its page. */
  get lines(): readonly string[] {
    return this.text.lines.map((line) => ('missing' in line ? '(missing)' : line.text));
  }

  [Symbol.dispose](): void {
    this.socket.disconnect();
  }
}
