import type { Logger } from '../log.ts';

/** So long a sound as the warm-up is decoded far faster by any GPU that is worth using, in milliseconds. */
const SLOW_WARM_UP_MS = 1500;

/** The processor that a model was loaded on. */
interface Device {
  readonly gpu: boolean;
  readonly name: string;
}

/**
 * Decodes a second of silence twice before the first speech comes, because a GPU compiles its programs at first use, and
 * tells how long the second took. On the CPU it would only delay the start. Gives warnings.
 */
export async function warmUp(device: Device, decode: () => Promise<unknown>, log: Logger): Promise<string[]> {
  if (!device.gpu) return [];
  await decode();
  const startMs = performance.now();
  await decode();
  const tookMs = Math.round(performance.now() - startMs);
  log.info(`Warm-up decode on ${device.name}: ${tookMs} ms.`);
  if (tookMs < SLOW_WARM_UP_MS) return [];
  return [`${device.name} needs ${tookMs} ms for a second of sound, so captions will lag: choose a smaller model.`];
}
