import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Refusal } from '../request-guard.ts';
import type { AddressRates } from './address-rates.ts';
import { STANDSTILL_MS, UPGRADED_WITHIN_MS } from './http-limits.ts';
import type { Places } from './places.ts';

interface DoorOptions {
  readonly places: Places;
  /** True where a connection begins with a TLS handshake. */
  readonly secure: boolean;
  /** How fast one address may connect and ask. As fast as it likes when absent. */
  readonly rates?: DoorRates;
  /** Whose request it is; the other end of its connection when absent. */
  readonly addressOf?: (request: IncomingMessage) => string;
  /** True for a connection on which a proxy passes on requests of many; none does when absent. */
  readonly isPassedOn?: (connection: Socket) => boolean;
  /** A connection or a request came too fast. */
  readonly onTooFast?: () => void;
}

export interface DoorRates {
  readonly connections: AddressRates;
  readonly requests: AddressRates;
}

/** One port of the server: who comes in here, and the places that there are for them. */
export class Door {
  readonly places: Places;
  readonly #options: DoorOptions;
  readonly #connections = new Set<Socket>();
  readonly #handshakes = new Map<string, Socket>();

  /** @param server an http or https server, before it listens. */
  constructor(server: HttpServer | HttpsServer, options: DoorOptions) {
    const { places, secure } = options;
    this.places = places;
    this.#options = options;
    server.timeout = STANDSTILL_MS;
    server.on('connection', (socket: Socket) => {
      if (this.#comesTooFast(socket)) return void socket.destroy();
      if (secure) this.#shakeHands(socket);
      else this.#open(socket);
    });
    if (secure) server.on('secureConnection', (socket: Socket) => this.#open(socket));
  }

  /** True where a request has come in here. */
  has({ socket }: IncomingMessage): boolean {
    return this.#connections.has(socket);
  }

  /** Whose request it is. */
  addressOf(request: IncomingMessage): string {
    return this.#options.addressOf?.(request) ?? addressOf(request.socket);
  }

  /** Refuses a request where its address asks too fast. */
  checkRate(request: IncomingMessage): Refusal | undefined {
    const { rates, onTooFast } = this.#options;
    if (rates?.requests.allow(this.addressOf(request)) !== false) return undefined;
    onTooFast?.();
    return TOO_FAST;
  }

  /** A request asks for another protocol on its connection: HTTP looks after it no more. */
  upgraded({ socket }: IncomingMessage): void {
    if (this.#connections.has(socket)) this.#wait(socket, UPGRADED_WITHIN_MS);
  }

  /** A connection waits again, which had a place for the time of a request. */
  returned(socket: Socket): void {
    if (this.#connections.has(socket)) this.#wait(socket);
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of [...this.#connections, ...this.#handshakes.values()]) socket.destroy();
  }

  /** Both ends of a connection name it: TLS hides the one that has begun it. */
  #shakeHands(socket: Socket): void {
    const name = nameOf(socket);
    this.#handshakes.set(name, socket);
    socket.once('close', () => {
      this.#handshakes.delete(name);
      this.places.leave(socket);
    });
    this.#wait(socket);
  }

  #open(socket: Socket): void {
    const handshake = this.#handshakes.get(nameOf(socket));
    if (handshake) this.places.leave(handshake);
    this.#connections.add(socket);
    socket.once('close', () => {
      this.#connections.delete(socket);
      this.places.leave(socket);
    });
    this.#wait(socket);
  }

  #comesTooFast(socket: Socket): boolean {
    const { rates, isPassedOn, onTooFast } = this.#options;
    if (isPassedOn?.(socket) === true || rates?.connections.allow(addressOf(socket)) !== false) return false;
    onTooFast?.();
    return true;
  }

  #wait(socket: Socket, withinMs?: number): void {
    const limit = withinMs === undefined ? {} : { withinMs };
    // Those of a proxy belong to different people.
    const address = this.#options.isPassedOn?.(socket) === true ? nameOf(socket) : addressOf(socket);
    this.places.wait(socket, { address, turnAway: () => socket.destroy(), ...limit });
  }
}

const TOO_FAST: Refusal = { status: 429, reason: 'Too many requests come from this address. Try again in a moment.' };

/** The address that a connection comes from; empty where it is gone already. */
export function addressOf({ remoteAddress = '' }: Socket): string {
  return remoteAddress;
}

function nameOf(socket: Socket): string {
  return `${addressOf(socket)} ${socket.remotePort}`;
}
