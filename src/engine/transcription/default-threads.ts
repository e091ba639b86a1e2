import { availableParallelism } from 'node:os';

/** Half of the processor: the game and OBS need the other half. Two where there are two, since decodes rest in between. */
export function defaultThreads(): number {
  const processors = availableParallelism();
  return Math.min(4, processors, Math.max(2, Math.floor(processors / 2)));
}

/** How a recogniser that computes on the processor names it. @param threads that it may take. */
export function processorName(threads: number): string {
  return `CPU (${threads} of ${availableParallelism()} threads)`;
}
