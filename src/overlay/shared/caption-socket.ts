import { io, type Socket } from 'socket.io-client';
import type { CaptionEvent } from '../../protocol/caption-event.ts';
import type { ClipAction, ClipStatus } from '../../protocol/clip-contract.ts';
import {
  CAPTION_NAMESPACE,
  PROTOCOL_VERSION,
  type DeliveryReceipt,
  type EngineToOverlay,
  type OverlayToEngine,
  type Snapshot,
} from '../../protocol/socket-contract.ts';
import type { EngineStatus } from '../../protocol/status.ts';

/**
 * `incompatible`: the engine is of another version than this page, and a reload did not help. `refused`: the token in the
 * address is missing, wrong, or not valid any more.
 */
export type ConnectionState = 'connecting' | 'connected' | 'lost' | 'incompatible' | 'refused';

/** What a page does with what it hears from the engine. */
export interface CaptionHandlers {
  /** First after each connect: everything that was known before is outdated. */
  readonly onSnapshot: (snapshot: Snapshot) => void;
  readonly onCaption?: (event: CaptionEvent) => void;
  readonly onStatus: (status: EngineStatus) => void;
  /** The clip of a demo has begun, ended or stopped. */
  readonly onClip?: (clip: ClipStatus) => void;
  readonly onConnection: (state: ConnectionState) => void;
}

export interface CaptionConnection {
  /** Not kept for later while there is no connection: a late receipt would be a wrong measurement. */
  sendDelivered(receipt: DeliveryReceipt): void;
  /** Plays or stops the clip of a demo. */
  controlClip(action: ClipAction): void;
  close(): void;
}

/**
 * Connects to the engine that served this page, for ever: it may be started after OBS, and again and again.
 * @param token of the address; only pages of other devices need one.
 */
export function connectCaptions(token: string | undefined, handlers: CaptionHandlers): CaptionConnection {
  const socket: Socket<EngineToOverlay, OverlayToEngine> = io(CAPTION_NAMESPACE, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // By its address the engine tells which source of OBS shows it.
    auth: { page: location.pathname + location.search, ...(token === undefined ? {} : { token }) },
    reconnectionDelay: 250,
    reconnectionDelayMax: 2000,
    timeout: 5000,
  });
  let compatible = false;

  socket.on('snapshot', (snapshot) => {
    compatible = snapshot.protocol === PROTOCOL_VERSION;
    if (!compatible) return refuseProtocol(snapshot.protocol, handlers);
    handlers.onConnection('connected');
    handlers.onSnapshot(snapshot);
  });
  socket.on('caption', (event) => {
    if (compatible) handlers.onCaption?.(event);
  });
  socket.on('status', (status) => {
    if (compatible) handlers.onStatus(status);
  });
  socket.on('clip', (clip) => {
    if (compatible) handlers.onClip?.(clip);
  });
  socket.on('connect_error', ({ message }) => {
    if (message === 'token-wrong') refuseToken(handlers);
  });
  socket.on('disconnect', (reason) => {
    if (reason === 'io client disconnect') return;
    handlers.onConnection('lost');
    // The client reconnects by itself in every other case.
    if (reason === 'io server disconnect') socket.connect();
  });

  return {
    sendDelivered(receipt) {
      if (socket.connected) socket.emit('delivered', receipt);
    },
    controlClip: (action) => void socket.emit('clip-control', action),
    close: () => socket.close(),
  };
}

/** Nothing that the page does by itself would help: another address must be opened. */
function refuseToken({ onConnection }: CaptionHandlers): void {
  // eslint-disable-next-line no-console -- errors of the console are all of a page that gets into the log of OBS
  console.error('Overlingo: the address of this page is not valid, or no longer valid. Ask the streamer for it.');
  onConnection('refused');
}

/** A page that OBS has held since before an update of the engine gets the new one by a reload; tried once. */
function refuseProtocol(protocol: number, handlers: CaptionHandlers): void {
  const key = `overlingo-reloaded-for-protocol-${protocol}`;
  if (sessionStorage.getItem(key) === null) {
    sessionStorage.setItem(key, 'yes');
    location.reload();
    return;
  }
  // eslint-disable-next-line no-console -- errors of the console are all of a page that gets into the log of OBS
  console.error(
    `Overlingo: this page speaks protocol ${PROTOCOL_VERSION}, the engine ${protocol}. Refresh the source.`,
  );
  handlers.onConnection('incompatible');
}
