import { createServer, request, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** What a proxy does with a request: lets it through, or answers itself. */
export type ProxyAnswer = 'through' | 407 | 502 | 403 | 504;

interface ProxyScript {
  readonly answer?: (target: string) => ProxyAnswer;
  /** Where requests for any name go: the port of a server on this computer. */
  readonly port: number;
}

/** A proxy that is on. */
export interface ProxyServer extends AsyncDisposable {
  /** With its port, without a user name. */
  readonly url: string;
  /** Such as `CONNECT api.test:443` and `GET http://api.test/v1`. */
  readonly seen: readonly string[];
  /** The headers `Proxy-Authorization` of them. */
  readonly authorizations: readonly (string | undefined)[];
}

/** A proxy on 127.0.0.1 that knows every name, and leads all of them to one server. */
export async function startProxyServer({ answer = () => 'through', port }: ProxyScript): Promise<ProxyServer> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method, url = '', headers }: IncomingMessage): ProxyAnswer => {
    seen.push(`${method} ${url}`);
    authorizations.push(headers['proxy-authorization']);
    return answer(url);
  };
  const server = createServer((message, response) => {
    const own = note(message);
    if (own !== 'through') return void response.writeHead(own).end('<html>proxy</html>');
    const { pathname, search, host } = new URL(message.url ?? '');
    const headers = { ...message.headers, host };
    const onward = request({ port, method: message.method, path: pathname + search, headers }, (received) => {
      response.writeHead(received.statusCode ?? 500, received.headers);
      received.pipe(response);
    });
    message.pipe(onward);
  });
  server.on('connect', (message: IncomingMessage, socket: Socket) => {
    socket.on('error', () => undefined);
    const own = note(message);
    if (own !== 'through') return void socket.end(`HTTP/1.1 ${own} No\r\ncontent-length: 0\r\n\r\n`);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    sockets.add(onward);
  });
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    authorizations,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
