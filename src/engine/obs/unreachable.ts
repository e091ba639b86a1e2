import { EngineError } from '../errors.ts';

/** OBS cannot be spoken to now. Another try may help. @param hint what to do, as a sentence. */
export function unreachable(message: string, hint: string): EngineError {
  return new EngineError('obs-unreachable', message, { hint, stage: 'obs', retryable: true });
}

/** The same where OBS is there and says nothing. */
export function unanswered(message: string): EngineError {
  return unreachable(message, 'Look whether OBS hangs, or shows a question.');
}

/** Why a connection is over that this program has closed. */
export function connectionEnded(): EngineError {
  return new EngineError('obs-unreachable', 'Overlingo has ended the connection to OBS.', { stage: 'obs' });
}
