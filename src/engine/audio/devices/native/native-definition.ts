import { availabilityOf } from '../../../pipeline/availability.ts';
import type { AudioBackendDefinition } from '../backend-definition.ts';
import type { LibraryName } from '../child/child-protocol.ts';
import { NativeBackend } from './native-backend.ts';

/** A native sound library, which is loaded in child processes only. */
export function nativeDefinition(library: LibraryName): AudioBackendDefinition {
  const open: AudioBackendDefinition['open'] = ({ clock, childEntry: entry, environment: env }) =>
    new NativeBackend({ library, entry, env, clock });
  return {
    name: library,
    open,
    probe: (tools) => availabilityOf(library, () => open(tools).availability(), tools),
  };
}
