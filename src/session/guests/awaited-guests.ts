import type { Guests } from './guests.ts';

/** Whom the engine listens to when all other sound has ended; undefined where nobody may come. */
export function awaitedGuests(guests: Guests | undefined): string | undefined {
  const kinds = [...(guests?.browsers ? ['browsers'] : []), ...(guests?.programs ? ['programs'] : [])];
  return kinds.length === 0 ? undefined : `Listening to ${kinds.join(' and ')} that send sound.`;
}

/** Resolves once the signal has aborted. */
export async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise((resolve) => {
    signal.addEventListener('abort', resolve, { once: true });
  });
}
