import { OBSWebSocketError } from 'obs-websocket-js/json';
import { EngineError, kindAndPlace } from '../errors.ts';
import { closeFault, type ObsPlace } from './close-fault.ts';
import { unanswered, unreachable } from './unreachable.ts';

/** The library's code for what has none in the protocol: nobody there, or no WebSocket. */
const NO_CODE = -1;
/** A connection that ends without a word, also where none of several addresses of a name could be reached. */
const NO_GOODBYE = 1006;

const NOT_THERE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'there is no computer of that name',
  EAI_AGAIN: 'there is no computer of that name',
  EHOSTUNREACH: 'there is no way to it in this network',
  ENETUNREACH: 'there is no way to it in this network',
  ETIMEDOUT: 'nothing answers there',
};

/** How to switch it on, as a sentence. */
export const SWITCH_ON =
  'Start OBS, and tick Enable WebSocket server in its menu Tools, WebSocket Server Settings; the port stands there too.';

/** Why a connection to OBS could not be made. */
export function connectFault(error: unknown, place: ObsPlace): EngineError {
  if (error instanceof EngineError) return error;
  if (!(error instanceof OBSWebSocketError)) return notObs(place, kindAndPlace(error));
  if (error.code === NO_GOODBYE) return notThere(place, 'nothing answers there');
  if (error.code !== NO_CODE) return closeFault(error.code, place);
  const system = /\bE[A-Z_]{3,}\b/u.exec(error.message)?.[0];
  const reason = system === undefined ? undefined : (NOT_THERE[system] ?? `the connection failed (${system})`);
  return reason === undefined ? notObs(place, 'it is no WebSocket server of that kind') : notThere(place, reason);
}

/** What is told where OBS takes longer than it may to let this program in. */
export function connectTimeout({ address }: ObsPlace): EngineError {
  return unanswered(`OBS at ${address} accepts connections, but does not answer.`);
}

function notThere({ address }: ObsPlace, reason: string): EngineError {
  return unreachable(`OBS cannot be reached at ${address}: ${reason}.`, SWITCH_ON);
}

function notObs({ address }: ObsPlace, reason: string): EngineError {
  return unreachable(
    `What answers at ${address} is no OBS of version 28 or newer: ${reason}.`,
    'Compare the port with the one in OBS, in the menu Tools, WebSocket Server Settings.',
  );
}
