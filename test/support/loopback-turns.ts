import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';

interface LoopbackTurns extends AsyncDisposable {
  /** Resolves once what was on its way between sockets of this process has come, and what answers it too. */
  pass(): Promise<void>;
}

/**
 * Instead of a wait for sockets, which a busy machine makes too short: a byte goes to an echo on this machine and back,
 * twice, through the same event loop as all else.
 */
export async function startLoopbackTurns(): Promise<LoopbackTurns> {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await once(socket, 'connect');
  return {
    async pass() {
      for (let trip = 0; trip < 2; trip += 1) {
        socket.write('.');
        await once(socket, 'data');
      }
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
