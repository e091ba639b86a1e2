import type { AudioBackendDefinition } from './backend-definition.ts';
import { nativeDefinition } from './native/native-definition.ts';
import { pulseDefinition } from './pulse/definition.ts';

/** The backends that come with the program, by their names, in the order in which they are tried. */
export const BUILT_IN_BACKENDS = {
  pulse: pulseDefinition,
  naudiodon: nativeDefinition('naudiodon'),
  decibri: nativeDefinition('decibri'),
} as const satisfies Readonly<Record<string, AudioBackendDefinition>>;

export type BuiltInBackend = keyof typeof BUILT_IN_BACKENDS;
