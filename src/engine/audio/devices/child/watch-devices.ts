import { setTimeout as sleep } from 'node:timers/promises';
import type { AudioLibrary } from './audio-library.ts';

/** How often devices are listed, in milliseconds; that takes a few milliseconds. */
const WATCH_MS = 1000;

/**
 * Tells whenever the devices differ from what they were, for as long as the process runs. No stream may be open in it:
 * libraries then list what was there before.
 */
export async function watchDevices(library: AudioLibrary, onChange: () => void): Promise<never> {
  let before = JSON.stringify(library.devices());
  for (;;) {
    await sleep(WATCH_MS);
    const now = JSON.stringify(library.devices());
    if (now !== before) onChange();
    before = now;
  }
}
