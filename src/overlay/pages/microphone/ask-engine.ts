import { io } from 'socket.io-client';
import { AUDIO_IN_NAMESPACE, type AudioCredentials, type AudioRefusal } from '../../../protocol/audio-contract.ts';
import { ENGINE_GONE, NOT_LISTENING, refusedProblem, type CaptureProblem } from './capture-problem.ts';

/** How long the engine has to answer, in milliseconds. */
const ANSWER_WITHIN_MS = 4000;

/** What the server says of a namespace that it does not have. */
const NO_NAMESPACE = 'Invalid namespace';

/**
 * Why the engine would not listen to this page now, or undefined where it would. Asked before the visitor is asked for
 * the microphone.
 */
export function askEngine(token: string | undefined): Promise<CaptureProblem | undefined> {
  const credentials: AudioCredentials = { asks: true, ...(token === undefined ? {} : { token }) };
  const socket = io(AUDIO_IN_NAMESPACE, {
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    auth: credentials,
    forceNew: true,
    reconnection: false,
    timeout: ANSWER_WITHIN_MS,
  });
  return new Promise((resolve) => {
    const answer = (problem: CaptureProblem | undefined): void => {
      socket.close();
      resolve(problem);
    };
    socket.on('connect', () => answer(undefined));
    socket.on('connect_error', (error) => answer(problemOf(error)));
  });
}

/** True where this run listens to no browser at all. */
export function isNotOffered({ message }: Error): boolean {
  return message === NO_NAMESPACE;
}

export function isRefusal(data: unknown): data is AudioRefusal {
  return typeof data === 'object' && data !== null && 'code' in data && 'message' in data && 'retry' in data;
}

function problemOf(error: Error & { readonly data?: unknown }): CaptureProblem {
  if (isRefusal(error.data)) return refusedProblem(error.data);
  return isNotOffered(error) ? NOT_LISTENING : ENGINE_GONE;
}
