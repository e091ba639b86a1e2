import { io, type Socket } from 'socket.io-client';
import {
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL_VERSION,
  type ControlAnswer,
  type ControlCommand,
  type ControlToEngine,
  type EngineToControl,
} from '../../../protocol/control-contract.ts';
import { answer, connection, levels, state } from './dock-model.ts';

/** Whoever presses a button does not wait longer for a word about it, in milliseconds. */
const ANSWER_MS = 5000;

const NO_ANSWER: ControlAnswer = {
  ok: false,
  code: 'internal',
  message: 'Overlingo does not answer. Is it running?',
};

const socket: Socket<EngineToControl, ControlToEngine> = io(CONTROL_NAMESPACE, {
  transports: ['websocket', 'polling'],
  tryAllTransports: true,
  reconnectionDelay: 250,
  reconnectionDelayMax: 2000,
  timeout: 5000,
  autoConnect: false,
});

/** Stays connected to the engine that served this page, for ever. */
export function connectControls(): void {
  socket.on('state', (protocol, now) => {
    connection.value = protocol === CONTROL_PROTOCOL_VERSION ? 'connected' : 'incompatible';
    state.value = now;
  });
  socket.on('levels', (now) => void (levels.value = now));
  socket.on('connect', watchLevels);
  socket.on('connect_error', ({ message }) => {
    if (message === 'token-wrong' || message === 'forbidden') connection.value = 'refused';
  });
  socket.on('disconnect', (reason) => {
    connection.value = 'lost';
    levels.value = {};
    // The client reconnects by itself in every other case.
    if (reason === 'io server disconnect') socket.connect();
  });
  document.addEventListener('visibilitychange', watchLevels);
  socket.connect();
}

/** Nobody needs levels that nobody sees. */
function watchLevels(): void {
  if (socket.connected) socket.emit('watch-levels', document.visibilityState === 'visible');
}

/** Asks the run for something, and shows what became of it. */
export async function command(wanted: ControlCommand): Promise<ControlAnswer> {
  // What is asked for while nobody answers must not come later, when nobody expects it any more.
  const given = socket.connected ? await asked(wanted) : NO_ANSWER;
  answer.value = given;
  return given;
}

async function asked(wanted: ControlCommand): Promise<ControlAnswer> {
  try {
    return (await socket.timeout(ANSWER_MS).emitWithAck('command', wanted)) as ControlAnswer;
  } catch {
    return NO_ANSWER;
  }
}
