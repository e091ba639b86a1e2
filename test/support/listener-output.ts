import type { EngineOutput, Output } from '../../src/engine/pipeline/output.ts';

/** An output that calls `listener` for everything that the engine tells, in order. */
export function listenerOutput(listener: (output: EngineOutput) => void, name = 'listener'): Output {
  return {
    name,
    policy: 'refuse',
    run: async (events) => {
      for await (const event of events) listener(event);
    },
  };
}
