import type { Namespace, Socket } from 'socket.io';
import type { CaptionEvent } from '../../protocol/caption-event.ts';
import { isClipAction } from '../../protocol/clip-contract.ts';
import type { DeliveryReceipt, EngineToOverlay, OverlayToEngine, Snapshot } from '../../protocol/socket-contract.ts';
import type { EngineStatus } from '../../protocol/status.ts';
import type { Logger } from '../log.ts';
import type { Clock } from '../pipeline/clock.ts';
import type { AccessToken } from './access-token.ts';
import { CaptionBroadcaster } from './caption-broadcaster.ts';
import { isDeliveryReceipt } from './delivery-receipt.ts';
import { RateLimit } from './rate-limit.ts';
import type { RequestGuard } from './request-guard.ts';
import type { ServedClip } from './served-clip.ts';

type Handshake = Socket['handshake'];

/** The room of the pages that have got their snapshot. */
const LIVE = 'live';

/** A page sends one receipt for each final; many at once where a file is read faster than it was spoken. */
const RECEIPTS = { burst: 500, perSecond: 100 } as const;

interface CaptionPagesOptions {
  /** The present state, asked for at each connect. It must include every event published so far. */
  readonly state: () => Snapshot;
  /** Whether an event is kept from the pages, as `state` keeps its cue. */
  readonly isWithheld?: ((event: CaptionEvent) => boolean) | undefined;
  /** A page has drawn the text of a final. */
  readonly onDelivered?: ((receipt: DeliveryReceipt) => void) | undefined;
  /** Pages came or went; `count` are connected now. */
  readonly onPagesChanged?: ((count: number) => void) | undefined;
  /** What a demo plays. */
  readonly clip?: ServedClip | undefined;
  readonly guard: RequestGuard;
  readonly token: AccessToken;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The connected pages that show captions. */
export interface CaptionPages {
  /** How many are connected. */
  readonly count: number;
  /** Paths and queries of those that OBS shows, each as often as it is. */
  readonly obsPages: readonly string[];
  /** Sends an event to all pages. It must be in `state()` already. */
  publish(event: CaptionEvent): void;
  publishStatus(status: EngineStatus): void;
  /** Sends all pages the present state anew. */
  publishSnapshot(): void;
  /** Sends nothing any more. */
  close(): void;
}

/** Sends captions to pages. Those of this PC need no token; those of other devices do. */
export function serveCaptionPages(
  pages: Namespace<OverlayToEngine, EngineToOverlay>,
  { state, isWithheld, onDelivered, onPagesChanged, clip, guard, token, clock, log }: CaptionPagesOptions,
): CaptionPages {
  const broadcaster = new CaptionBroadcaster((event) => {
    // It may have been taken away while it waited.
    if (isWithheld?.(event) !== true) pages.to(LIVE).emit('caption', event);
  }, clock);
  let lastEventAtMs: number | undefined;
  // What waits is part of the state already. Nothing can come between these lines: they run in one go.
  const snapshot = (): Snapshot => {
    broadcaster.flush();
    return {
      ...state(),
      ...(lastEventAtMs === undefined ? {} : { quietMs: clock.nowMs() - lastEventAtMs }),
      ...(clip ? { clip: clip.status() } : {}),
    };
  };

  pages.use((socket, next) => {
    if (guard.isLocal(socket.request) || token.matches(socket.handshake.auth['token'])) return next();
    next(new Error('token-wrong'));
  });
  pages.on('connection', (socket) => {
    socket.emit('snapshot', snapshot());
    void socket.join(LIVE);
    log.debug('A page connected.', { pages: pages.sockets.size });
    onPagesChanged?.(pages.sockets.size);
    const limit = new RateLimit({ ...RECEIPTS, clock });
    socket.use((_message, next) => {
      if (limit.allow()) return next();
      log.warn('A page that shows captions sent too much, and was disconnected.');
      socket.disconnect(true);
    });
    socket.on('delivered', (receipt: unknown) => {
      if (isDeliveryReceipt(receipt)) onDelivered?.(receipt);
    });
    socket.on('clip-control', (action: unknown) => {
      if (isClipAction(action) && guard.isOwnPage(socket.request)) clip?.control(action);
    });
    socket.on('disconnect', (reason) => {
      log.debug('A page disconnected.', { reason, pages: pages.sockets.size });
      onPagesChanged?.(pages.sockets.size);
    });
  });
  const ignoreClip = clip?.onChange(() => pages.to(LIVE).emit('clip', clip.status()));
  const ignoreRenewals = token.onRenewed(() => {
    for (const socket of pages.sockets.values()) if (!guard.isLocal(socket.request)) socket.disconnect();
  });

  return {
    get count() {
      return pages.sockets.size;
    },
    get obsPages() {
      return [...pages.sockets.values()].flatMap(({ handshake }) => obsPageOf(handshake) ?? []);
    },
    publish(event) {
      lastEventAtMs = clock.nowMs();
      broadcaster.publish(event);
    },
    publishStatus: (status) => void pages.to(LIVE).emit('status', status),
    publishSnapshot: () => void pages.to(LIVE).emit('snapshot', snapshot()),
    close() {
      ignoreRenewals();
      ignoreClip?.();
      broadcaster.close();
    },
  };
}

/** How the browser in OBS calls itself. */
const OBS_BROWSER = /\bOBS\/\d/u;

/** What a page says that it is, where it is one in OBS; undefined elsewhere. */
function obsPageOf({ headers, auth }: Pick<Handshake, 'headers' | 'auth'>): string | undefined {
  const page: unknown = auth['page'];
  return OBS_BROWSER.test(headers['user-agent'] ?? '') && typeof page === 'string' ? page : undefined;
}
