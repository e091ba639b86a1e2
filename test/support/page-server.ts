import path from 'node:path';
import {
  createCaptionServer,
  type CaptionServer,
  type CaptionServerOptions,
} from '../../src/engine/server/caption-server.ts';
import type { CaptionEvent } from '../../src/protocol/caption-event.ts';
import { applyCaptionEvent, type Cue } from '../../src/protocol/cue.ts';
import type { DeliveryReceipt } from '../../src/protocol/socket-contract.ts';
import { emptySnapshot } from './caption-builders.ts';
import { silentLog } from '../../src/engine/log.ts';

const root = path.join(import.meta.dirname, '../..');

/** The folders that the built program serves. */
export const SERVED_FOLDERS = {
  pagesFolder: path.join(root, 'dist/pages'),
  assetsFolder: path.join(root, 'assets'),
} as const;

/** A caption server with the smallest engine behind it: it remembers what it is told. */
export interface PageServer extends AsyncDisposable {
  readonly server: CaptionServer;
  readonly receipts: DeliveryReceipt[];
  /** How many pages were connected, at each change. */
  readonly pageCounts: number[];
  say(...events: CaptionEvent[]): void;
}

/** @param options differences from a server of this machine at any free port, and the cues from before. */
export async function startPageServer({
  port = 0,
  exactPort = false,
  targetLanguages = ['fr', 'de'],
  cues: first = [],
  ...options
}: Partial<CaptionServerOptions> & {
  readonly targetLanguages?: readonly string[];
  readonly cues?: readonly Cue[];
} = {}): Promise<PageServer> {
  let cues = first;
  const receipts: DeliveryReceipt[] = [];
  const pageCounts: number[] = [];
  const server = await createCaptionServer({
    port,
    exactPort,
    ...SERVED_FOLDERS,
    state: () => ({ ...emptySnapshot(targetLanguages), cues }),
    onDelivered: (receipt) => receipts.push(receipt),
    onPagesChanged: (count) => pageCounts.push(count),
    log: silentLog,
    ...options,
  });
  return {
    server,
    receipts,
    pageCounts,
    say(...events) {
      for (const event of events) {
        cues = applyCaptionEvent(cues, event);
        server.publish(event);
      }
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
