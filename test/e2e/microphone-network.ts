import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way between a browser and a server that can go dead, as a cable that is pulled out does. */
export interface Network extends AsyncDisposable {
  /** Makes a browser take this way although it believes to talk to the server. */
  readonly browserFlag: string;
  /** Where the way begins, on the loopback address. */
  readonly port: number;
  /** From now on nothing gets through in any direction, and nobody is told. */
  goDead(): void;
  /** Works again, for new connections: those from before are gone. */
  comeBack(): void;
}

/** @param port of the server, on the loopback address. */
export async function startNetwork(port: number): Promise<Network> {
  let dead = false;
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  };
  const way = createServer((browser) => {
    track(browser);
    if (dead) {
      browser.pause();
      return;
    }
    const server = track(connect(port, '127.0.0.1'));
    browser.pipe(server);
    server.pipe(browser);
    browser.once('close', () => server.destroy());
    server.once('close', () => browser.destroy());
  });
  way.listen(0, '127.0.0.1');
  await once(way, 'listening');
  const own = (way.address() as AddressInfo).port;
  return {
    port: own,
    browserFlag: `--host-resolver-rules=MAP 127.0.0.1:${port} 127.0.0.1:${own}`,
    goDead() {
      dead = true;
      for (const socket of sockets) socket.unpipe().pause();
    },
    comeBack() {
      dead = false;
      for (const socket of sockets) socket.destroy();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      way.close();
      await once(way, 'close');
    },
  };
}
