import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EngineError } from '../errors.ts';

/** How many ports after the wanted one are tried. */
const MORE_PORTS = 20;

/** Codes that say that this port cannot be had: in use, or set aside by the system (as Windows does for Hyper-V). */
const TAKEN = new Set(['EADDRINUSE', 'EACCES']);

interface ListenOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  /** True where no other port will do. */
  readonly exactPort: boolean;
}

/** Listens on the wanted port, or on the next one that is free, and gives back the port. */
export async function listen(server: Server, { port, host, exactPort }: ListenOptions): Promise<number> {
  const last = exactPort || port === 0 ? port : Math.min(port + MORE_PORTS, 65_535);
  for (let candidate = port; candidate <= last; candidate += 1) {
    const failure = await tryToListen(server, candidate, host);
    if (failure === undefined) return (server.address() as AddressInfo).port;
    if (!TAKEN.has(failure.code ?? '')) {
      throw new EngineError('server-failed', `The caption server cannot listen on ${host}: ${failure.message}.`, {
        stage: 'server',
        cause: failure,
      });
    }
  }
  const ports = last === port ? `Port ${port} is` : `The ports ${port} to ${last} are`;
  throw new EngineError('port-in-use', `${ports} in use by other programs.`, {
    hint: 'Close the other program (perhaps Overlingo runs already), or choose another port with --port.',
    stage: 'server',
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
