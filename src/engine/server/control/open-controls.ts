import type { RequestListener } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Namespace, Server } from 'socket.io';
import type { CaptionEvent } from '../../../protocol/caption-event.ts';
import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL_VERSION,
  type ControlToEngine,
  type EngineToControl,
} from '../../../protocol/control-contract.ts';
import type { EngineStatus } from '../../../protocol/status.ts';
import type { Logger } from '../../log.ts';
import { ApiListener, type ApiOptions } from '../api/api-listener.ts';
import { EventFeed } from '../api/event-feed.ts';
import type { PageSockets } from '../places/page-sockets.ts';
import { serveControlPages } from './control-pages.ts';

interface ControlsOptions extends Omit<ApiOptions, 'feed'> {
  readonly sockets: PageSockets;
  readonly log: Logger;
}

/** All ways in which a run is controlled: by pages, and by the requests of programs. */
export interface Controls {
  /** Answers a request for the API. */
  readonly handle: RequestListener;
  /** Tells programs of a caption. */
  publish(event: CaptionEvent): void;
  publishStatus(status: EngineStatus): void;
  close(): void;
}

/** Opens both. */
export function openControls({ sockets, log, ...options }: ControlsOptions): Controls {
  const { run } = options;
  const feed = new EventFeed();
  const api = new ApiListener({ ...options, feed });
  const pages = controlNamespace(sockets.io);
  const closePages = serveControlPages(pages, { ...options, log });
  sockets.givePlaces(pages);
  let told = run.state();
  const ignoreChanges = run.onChange(() => {
    const state = run.state();
    if (isDeepStrictEqual(state, told)) return;
    told = state;
    pages.emit('state', CONTROL_PROTOCOL_VERSION, state);
    feed.state(state);
  });
  return {
    handle: (request, response) => api.handle(request, response),
    publish: (event) => feed.caption(event),
    publishStatus: (status) => feed.status(status),
    close() {
      ignoreChanges();
      closePages();
      api.close();
    },
  };
}

function controlNamespace(io: Server): Namespace<ControlToEngine, EngineToControl> {
  return io.of(CONTROL_NAMESPACE);
}
