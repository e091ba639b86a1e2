import { availabilityOf } from '../../../pipeline/availability.ts';
import type { AudioBackendDefinition } from '../backend-definition.ts';
import { PulseBackend } from './pulse-backend.ts';

/** PulseAudio, and PipeWire in its place. */
export const pulseDefinition: AudioBackendDefinition = {
  name: 'pulse',
  open: ({ clock, environment: env }) => new PulseBackend({ clock, env }),
  probe: (tools) => availabilityOf('The sound server', () => pulseDefinition.open(tools).availability(), tools),
};
