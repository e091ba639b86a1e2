import type { Availability } from '../../pipeline/availability.ts';
import type { AudioBackend, AudioDevice } from './audio-backend.ts';
import { toEngineError } from '../../errors.ts';

/** What one backend sees. */
export interface BackendListing {
  /** Its name. */
  readonly backend: string;
  readonly availability: Availability;
  /** Empty where the backend does not work here. */
  readonly devices: readonly AudioDevice[];
}

/** Asks every backend for its devices. Backends that do not work here tell why. */
export async function listDevices(
  backends: readonly AudioBackend[],
  signal: AbortSignal,
): Promise<readonly BackendListing[]> {
  return Promise.all(
    backends.map(async (backend): Promise<BackendListing> => {
      const availability = await backend.availability();
      if (!availability.available) return { backend: backend.name, availability, devices: [] };
      try {
        return { backend: backend.name, availability, devices: await backend.devices(signal) };
      } catch (error) {
        signal.throwIfAborted();
        const { message, hint } = toEngineError(error);
        return { backend: backend.name, availability: { available: false, reason: message, hint }, devices: [] };
      }
    }),
  );
}
