import type { Clock } from '../../pipeline/clock.ts';
import { BACKEND_NAMES, type AudioBackend, type BackendName } from './audio-backend.ts';
import { NativeBackend } from './native/native-backend.ts';
import { PulseBackend } from './pulse/pulse-backend.ts';

interface BackendsOptions {
  readonly clock: Clock;
  /** JavaScript file of the child process for native libraries, `dist/audio-child.js`. */
  readonly childEntry: string;
  /** Environment of the child processes; that of this process unless given. */
  readonly env?: NodeJS.ProcessEnv;
}

/** All backends in the order in which they are tried, whether they work here or not. */
export function createBackends({ clock, childEntry: entry, env = process.env }: BackendsOptions): AudioBackend[] {
  const create = (name: BackendName): AudioBackend => {
    switch (name) {
      case 'pulse':
        return new PulseBackend({ clock, env });
      case 'naudiodon':
      case 'decibri':
        return new NativeBackend({ library: name, entry, env, clock });
    }
  };
  return BACKEND_NAMES.map(create);
}
