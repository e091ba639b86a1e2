import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineError } from '../errors.ts';
import { describeHolder, findPortHolder } from './port-holder.ts';

/** How many ports after the wanted one are tried. */
const MORE_PORTS = 20;

/** Up to here, systems give ports to administrators only. */
const LAST_PRIVILEGED_PORT = 1023;

interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  /** True where no other port will do. */
  readonly exactPort: boolean;
  /** The port of the pages, where another door of the same run listens; absent where there is none. */
  readonly pagesPort?: number | undefined;
}

/** Where a server listens. */
export interface Listening {
  readonly port: number;
  /** Why it is not the wanted port, as a sentence without its full stop; absent where it is. */
  readonly moved?: string;
}

/**
 * Listens on the wanted port, or on the next one that is free.
 * @throws EngineError `port-in-use` where it is taken, `port-forbidden` where this user may not have it, `server-failed`.
 */
export async function listen(server: Server, { port, host, exactPort, pagesPort }: ListenOptions): Promise<Listening> {
  const first = await tryToListen(server, port, host);
  if (first === undefined) return { port: portOf(server) };
  if (first.code === 'EACCES' && port <= LAST_PRIVILEGED_PORT) throw forbidden(port);
  const isTaken = first.code === 'EADDRINUSE';
  // Windows sets ports aside for its virtual machines, and says so as if a right were missing.
  if (!isTaken && first.code !== 'EACCES') throw failed(host, first);
  const why = isTaken
    ? `Port ${port} is taken by ${port === pagesPort ? 'the pages' : describeHolder(await findPortHolder(host, port))}`
    : `Port ${port} is reserved by the system`;
  if (exactPort) throw isTaken ? taken(why) : setAside(why);
  const last = Math.min(port + MORE_PORTS, 65_535);
  for (let candidate = port + 1; candidate <= last; candidate += 1) {
    const failure = await tryToListen(server, candidate, host);
    if (failure === undefined) return { port: portOf(server), moved: why };
    if (failure.code !== 'EADDRINUSE' && failure.code !== 'EACCES') throw failed(host, failure);
  }
  throw taken(last === port ? why : `${why}, and the ports ${port + 1} to ${last} are taken too`);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

function taken(why: string): EngineError {
  return new EngineError('port-in-use', `${why}.`, {
    hint: 'Close the other program, or choose another port with --port.',
    stage: 'server',
  });
}

function setAside(why: string): EngineError {
  return new EngineError('port-forbidden', `${why}, as Windows does for virtual machines.`, {
    hint: 'Choose another port with --port.',
    stage: 'server',
  });
}

function forbidden(port: number): EngineError {
  return new EngineError('port-forbidden', `Port ${port} may not be used: ports below 1024 are for administrators.`, {
    hint: 'Choose another port with --port, such as 7474.',
    stage: 'server',
  });
}

function failed(host: string, failure: NodeJS.ErrnoException): EngineError {
  return new EngineError('server-failed', `The caption server cannot listen on ${host}: ${failure.message}.`, {
    stage: 'server',
    cause: failure,
  });
}

async function tryToListen(server: Server, port: number, host: string): Promise<NodeJS.ErrnoException | undefined> {
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
}
