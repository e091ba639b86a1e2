import { createServer, type IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';
import type { ServerOptions } from 'socket.io';
import {
  AUDIENCE_NAMESPACE,
  AUDIENCE_PATH,
  AUDIENCE_PROTOCOL_VERSION,
  SOURCE_TRACK,
  type AudienceAbout,
} from '../../../protocol/audience-contract.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { ownAddresses, ownNames } from '../lan-listener.ts';
import { listen } from '../listen.ts';
import { readPageFiles, type PageFolders } from '../page-files.ts';
import { AddressRates } from '../places/address-rates.ts';
import { Door } from '../places/door.ts';
import { HTTP_LIMITS } from '../places/http-limits.ts';
import { PageSockets } from '../places/page-sockets.ts';
import { Places } from '../places/places.ts';
import type { Refusal } from '../request-guard.ts';
import { createAudienceGuard } from './audience-guard.ts';
import { serveAudience, type AudienceHall, type AudienceNamespace } from './audience-hall.ts';
import { AudienceHistory } from './audience-history.ts';
import { limitAddresses } from './limit-addresses.ts';
import {
  mostOfOneAddress,
  VIEWER_CONNECTION_RATE,
  VIEWER_REQUEST_RATE,
  VIEWER_SOCKETS,
  viewerPlaces,
} from './audience-limits.ts';
import { audienceHeaders, createAudienceListener } from './audience-routes.ts';
import { viewerAddresses } from './viewer-address.ts';

export interface AudienceDoorOptions extends PageFolders {
  /** 0 for any free port. */
  readonly port: number;
  /** True where the next free port will not do. */
  readonly exactPort: boolean;
  /** Address to listen on. */
  readonly address: string;
  /** Names under which a tunnel or a proxy passes viewers on. */
  readonly hosts: readonly string[];
  /** Proxies whose word for where a viewer comes from is taken: addresses, networks, or `loopback`. */
  readonly proxies: readonly string[];
  /** How many viewers have a place. */
  readonly limit: number;
  /** How many of them may have one address; a quarter when absent. */
  readonly limitOfOneAddress?: number;
  /** Spreads what is sent over several processes; this one is alone when absent. */
  readonly adapter?: ServerOptions['adapter'];
  /** The door of another port of this run; absent where there is none. */
  readonly pagesPort?: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The port for viewers: what they get there is their page, and captions. */
export interface AudienceDoor {
  readonly port: number;
  /** Why it is not the wanted port, as a sentence without its full stop; absent where it is. */
  readonly moved?: string | undefined;
  /** Addresses of the page, best first. */
  readonly urls: readonly string[];
  readonly hall: AudienceHall;
  /** How often somebody was refused: a wrong name, another path, too much at once. */
  readonly refused: number;
  close(): Promise<void>;
}

/** How long viewers have to answer the goodbye, in milliseconds. */
const GOODBYE_MS = 300;

/** Before the first word of the run. */
const NOT_LIVE: AudienceAbout = {
  protocol: AUDIENCE_PROTOCOL_VERSION,
  tracks: [SOURCE_TRACK],
  hidden: false,
  live: false,
};

/**
 * Opens the door of viewers. It has nothing in common with the other doors: no page, no namespace, no place.
 * @throws EngineError `port-in-use`, `port-forbidden` or `server-failed` where it cannot be opened.
 */
export async function openAudienceDoor(options: AudienceDoorOptions): Promise<AudienceDoor> {
  const { address, hosts, limit, limitOfOneAddress = mostOfOneAddress(limit), clock, log } = options;
  const files = await readPageFiles(options);
  const addresses = viewerAddresses(options.proxies);
  const http = createServer(HTTP_LIMITS);
  let refused = 0;
  const onRefused = (): void => void (refused += 1);
  const door = new Door(http, {
    places: new Places(viewerPlaces(limit), clock),
    secure: false,
    rates: {
      connections: new AddressRates({ ...VIEWER_CONNECTION_RATE, clock }),
      requests: new AddressRates({ ...VIEWER_REQUEST_RATE, clock }),
    },
    addressOf: (request) => addresses.of(request),
    isPassedOn: (connection) => addresses.isProxy(connection),
    onTooFast: onRefused,
  });
  const { port, moved } = await listen(http, { ...options, host: address });

  const guard = createAudienceGuard({ port, ownNames: ownNames(), hosts });
  http.on('upgrade', (request: IncomingMessage, connection) => {
    door.upgraded(request);
    connection.on('error', () => undefined);
  });
  const check = (request: IncomingMessage): Refusal | undefined => door.checkRate(request) ?? guard.checkHost(request);
  http.on('request', createAudienceListener({ files, check, hosts, onRefused }));
  const sockets = new PageSockets(http, {
    doorOf: () => door,
    check: (request) => counted(guard.checkSocket(request), onRefused),
    headers: audienceHeaders([]),
    limits: VIEWER_SOCKETS,
    onCut: onRefused,
    clock,
    // What a stranger does is nothing that the streamer has to read about.
    log: { ...log, warn: (message, fields) => log.debug(message, fields) },
  });
  if (options.adapter) sockets.io.adapter(options.adapter);
  const viewers: AudienceNamespace = sockets.io.of(AUDIENCE_NAMESPACE);
  limitAddresses(viewers, { most: limitOfOneAddress, addressOf: (request) => addresses.of(request), onRefused });
  sockets.givePlaces(viewers);
  const hall = serveAudience(viewers, { history: new AudienceHistory(), about: NOT_LIVE, onRefused, clock, log });

  return {
    port,
    moved,
    urls: [
      ...hosts.map((name) => `https://${name}${AUDIENCE_PATH}`),
      ...(address === '0.0.0.0' ? ownAddresses() : [address]).map(
        (name) => `http://${isIPv6(name) ? `[${name}]` : name}:${port}${AUDIENCE_PATH}`,
      ),
    ],
    hall,
    get refused() {
      return refused;
    },
    async close() {
      const closed = sockets.io.close();
      await Promise.race([closed, clock.sleep(GOODBYE_MS, new AbortController().signal)]);
      door.cut();
      await closed;
    },
  };
}

function counted(refusal: Refusal | undefined, count: () => void): Refusal | undefined {
  if (refusal) count();
  return refusal;
}
