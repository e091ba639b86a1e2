import { childEnvironment } from '../../child-environment.ts';
import type { AudioBackend } from './audio-backend.ts';
import type { AudioBackendDefinition, AudioBackendTools } from './backend-definition.ts';
import { BUILT_IN_BACKENDS } from './built-in-backends.ts';

interface BackendsOptions extends Omit<AudioBackendTools, 'environment'> {
  /** That of this process unless given. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Backends that do not come with the program. */
  readonly added?: readonly AudioBackendDefinition[];
}

/** All backends in the order in which they are tried, those that are added last, whether they work here or not. */
export function createBackends({ environment = process.env, added = [], ...tools }: BackendsOptions): AudioBackend[] {
  const definitions: readonly AudioBackendDefinition[] = [...Object.values(BUILT_IN_BACKENDS), ...added];
  const needed = childEnvironment(environment);
  return definitions.map((definition) => definition.open({ ...tools, environment: needed }));
}
