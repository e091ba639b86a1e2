import { EngineError } from '../../errors.ts';

/** A `device-missing` error. @param name what the user asked for, or what the device was called. */
export function deviceMissing(name: string, hint: string): EngineError {
  return new EngineError('device-missing', `There is no sound device ${name}.`, {
    stage: 'capture',
    hint,
    retryable: true,
  });
}

/** A `device-lost` error. @param reason ends the sentence "The sound device … was lost: …". */
export function deviceLost(name: string, reason: string): EngineError {
  return new EngineError('device-lost', `The sound device ${name} was lost: ${reason}.`, {
    stage: 'capture',
    hint: 'Check its cable and its switch. It is opened again as soon as it is back.',
    retryable: true,
  });
}

/** A `device-lost` error for a device that is there but does not open. @param reason what the system said. */
export function deviceRefused(name: string, reason: string): EngineError {
  return new EngineError('device-lost', `The sound device ${name} cannot be opened (${reason}).`, {
    stage: 'capture',
    hint: 'Close other programs that may be using it, and check that the system lets this program use it.',
    retryable: true,
  });
}

/** A `backend-unavailable` error. @param message one sentence. */
export function backendUnavailable(message: string, hint?: string): EngineError {
  return new EngineError('backend-unavailable', message, {
    stage: 'capture',
    retryable: true,
    hint,
  });
}
