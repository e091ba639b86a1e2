import type { AudioBackend } from './audio-backend.ts';
import { backendUnavailable } from './device-errors.ts';

/** Which backend is used, and why not another one. */
export interface BackendChoice {
  readonly backend: AudioBackend;
  /** One sentence for the user. */
  readonly reason: string;
}

/**
 * The backend that `wanted` names, or with `auto` the first that works. Throws `backend-unavailable` with what would
 * help.
 */
export async function chooseBackend(backends: readonly AudioBackend[], wanted = 'auto'): Promise<BackendChoice> {
  const candidates = wanted === 'auto' ? backends : backends.filter(({ name }) => name === wanted);
  const refusals: { readonly reason: string; readonly hint?: string | undefined }[] = [];
  for (const backend of candidates) {
    const answer = await backend.availability();
    if (answer.available) {
      const before = refusals.map(({ reason }) => ` ${reason}`).join('');
      const how = wanted === 'auto' ? `${backend.name} is the first that works here.${before}` : 'It was asked for.';
      return { backend, reason: `Sound devices are reached through ${backend.name}. ${how}` };
    }
    refusals.push(answer);
  }
  const why = refusals.map(({ reason }) => reason).join(' ') || `${wanted} is unknown.`;
  const hints = refusals.flatMap(({ hint }) => hint ?? []).join(' ');
  const what = wanted === 'auto' ? 'No sound devices can be reached.' : `Sound devices cannot be reached by ${wanted}.`;
  throw backendUnavailable(`${what} ${why}`, hints || 'Choose another audio backend, or auto.');
}
