import {
  EventSubscription,
  type OBSEventTypes,
  type OBSRequestTypes,
  type OBSResponseTypes,
} from 'obs-websocket-js/json';
import { kindAndPlace, type EngineError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { abortable } from '../pipeline/abortable.ts';
import type { Clock } from '../pipeline/clock.ts';
import { closeFault, type ObsPlace } from './close-fault.ts';
import { connectFault, connectTimeout } from './connect-fault.ts';
import { ObsSocket } from './obs-socket.ts';
import { isRefusal, requestFault, requestTimeout, STATUS } from './request-fault.ts';
import { withinLimit } from './time-limit.ts';

/** What is told of: scenes, inputs, outputs, other collections of scenes, and the end of OBS. Not the levels of sound. */
const EVENTS =
  EventSubscription.General |
  EventSubscription.Config |
  EventSubscription.Scenes |
  EventSubscription.Inputs |
  EventSubscription.Outputs;

/** An OBS that is well lets somebody in within milliseconds, in milliseconds. */
const CONNECT_LIMIT_MS = 5000;
/** What touches scenes waits for the next picture, and for a dialog that is open. */
const CALL_LIMIT_MS = 5000;
/** OBS listens before it has loaded, and many browser sources take their time. */
const READY_LIMIT_MS = 60_000;
/** How long until OBS that is not ready is asked again. */
const READY_WAIT_MS = 250;

/** A request by its name, with the types of its fields and of its answer. */
export type ObsCall = <Type extends keyof OBSRequestTypes>(
  type: Type,
  data?: OBSRequestTypes[Type],
) => Promise<OBSResponseTypes[Type]>;

/** A connection to an OBS that has loaded and has let this program in. Always to be closed. */
export interface ObsConnection {
  /** Of OBS and of its WebSocket server, such as `29.0.2` and `5.1.0`. */
  readonly versions: { readonly obs: string; readonly webSocket: string };
  /** Whether this OBS knows a request. Its version does not tell: plug-ins and builds differ. */
  readonly knows: (request: keyof OBSRequestTypes) => boolean;
  /**
   * Asks OBS for something. Waits while OBS is not ready, as where it changes the scene collection.
   * @throws ObsRequestError where OBS says no, EngineError `obs-unreachable` where it does not answer.
   */
  readonly call: ObsCall;
  /** Calls the handler, as soon as it arrives, with each event of that name. */
  readonly on: <Name extends keyof OBSEventTypes>(name: Name, handler: (event: OBSEventTypes[Name]) => void) => void;
  /** Aborts, with an `EngineError` as its reason, when the connection is lost, given up or closed. */
  readonly over: AbortSignal;
  /** Cuts the connection. Requests under way fail with the reason. */
  readonly close: (reason: EngineError) => void;
}

interface ConnectionTools {
  readonly password: string | undefined;
  readonly clock: Clock;
  readonly log: Logger;
  /** Ends the attempt. */
  readonly signal: AbortSignal;
}

/**
 * Connects to OBS, and waits until it has loaded. Tries once.
 * @throws EngineError `obs-unreachable`, `obs-password`, `obs-kicked` or `obs-refused`, retryable where another try may help.
 */
export async function connectToObs(place: ObsPlace, tools: ConnectionTools): Promise<ObsConnection> {
  const { password, clock, log, signal } = tools;
  const socket = new ObsSocket();
  const over = new AbortController();
  const close = (reason: EngineError): void => {
    over.abort(reason);
    socket.terminate();
  };
  // Also where an event only calls itself so.
  socket.on('ConnectionClosed', ({ code }) => close(closeFault(code, place)));
  const call = callOf(socket, { clock, log, over: over.signal });
  try {
    const connected = socket.connect(place.address, password, { rpcVersion: 1, eventSubscriptions: EVENTS });
    const late = (): EngineError => connectTimeout(place);
    await withinLimit(abortable(connected, signal), { limitMs: CONNECT_LIMIT_MS, clock, late });
    await abortable(call('GetSceneList'), signal);
    const version = await abortable(call('GetVersion'), signal);
    const known = new Set<string>(version.availableRequests);
    return {
      versions: { obs: version.obsVersion, webSocket: version.obsWebSocketVersion },
      knows: (request) => known.has(request),
      call,
      on: (name, handler) => {
        listen(socket, { name, handler: handler as (event: unknown) => void, log });
      },
      over: over.signal,
      close,
    };
  } catch (error) {
    const fault = signal.aborted ? error : connectFault(error, place);
    close(connectFault(error, place));
    throw fault;
  }
}

function callOf(
  socket: ObsSocket,
  { clock, log, over }: { readonly clock: Clock; readonly log: Logger; readonly over: AbortSignal },
): ObsCall {
  return async (type, data?) => {
    const untilMs = clock.nowMs() + READY_LIMIT_MS;
    for (;;) {
      over.throwIfAborted();
      try {
        const answer = abortable(socket.call(type, data), over);
        const late = (): EngineError => requestTimeout(type, CALL_LIMIT_MS);
        return await withinLimit(answer, { limitMs: CALL_LIMIT_MS, clock, late });
      } catch (error) {
        const fault = requestFault(type, error);
        if (!isRefusal(fault, STATUS.notReady) || clock.nowMs() >= untilMs) throw fault;
        log.debug('OBS is not ready', { request: type });
        await clock.sleep(READY_WAIT_MS, over);
      }
    }
  };
}

/** The library swallows what a handler throws, and leaves out the handlers behind it. */
function listen(
  socket: ObsSocket,
  {
    name,
    handler,
    log,
  }: { readonly name: keyof OBSEventTypes; readonly handler: (event: unknown) => void; readonly log: Logger },
): void {
  let isTold = false;
  socket.on(name, (event?: unknown) => {
    try {
      handler(event);
    } catch (error) {
      // There may be hundreds a second.
      if (isTold) return;
      isTold = true;
      log.warn('an event of OBS could not be used', { event: name, error: kindAndPlace(error) });
    }
  });
}
