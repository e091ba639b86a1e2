import { setTimeout as sleep } from 'node:timers/promises';

/** Tries `attempt` every 30 ms until it does not throw; after `limitMs` milliseconds it throws what `attempt` threw last. */
export async function eventually<T>(attempt: () => T | Promise<T>, limitMs = 5000): Promise<T> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await sleep(30);
    }
  }
}
