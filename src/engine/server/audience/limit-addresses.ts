import type { IncomingMessage } from 'node:http';
import type { Namespace } from 'socket.io';

interface AddressLimit {
  /** How many of one address may be connected at once. */
  readonly most: number;
  readonly addressOf: (request: IncomingMessage) => string;
  readonly onRefused: () => void;
}

/** Keeps one address from taking all places. To be called before places are given. */
export function limitAddresses(namespace: Namespace, { most, addressOf, onRefused }: AddressLimit): void {
  const connected = new Map<string, number>();
  const known = new WeakSet<object>();
  namespace.use(({ conn }, next) => {
    if (known.has(conn)) return next();
    const address = addressOf(conn.request);
    const count = connected.get(address) ?? 0;
    if (count >= most) {
      onRefused();
      // It tries again by itself, later and later.
      conn.close(true);
      return next(new Error('too-many'));
    }
    known.add(conn);
    connected.set(address, count + 1);
    conn.once('close', () => {
      const left = (connected.get(address) ?? 1) - 1;
      if (left > 0) connected.set(address, left);
      else connected.delete(address);
    });
    next();
  });
}
