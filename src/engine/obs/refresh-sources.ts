import type { ObsCall } from './obs-connection.ts';
import { findOurSources } from './our-sources.ts';

/** The button *Refresh cache of current page*. */
const REFRESH = 'refreshnocache';

/** Loads the page of a browser source anew. */
export async function refreshSource(call: ObsCall, inputName: string): Promise<void> {
  await call('PressInputPropertiesButton', { inputName, propertyName: REFRESH });
}

/**
 * Loads all overlay sources anew: OBS never tries again where the page was not there when it was started. Gives back
 * their names. @param overlay address of the page.
 */
export async function refreshOurSources(call: ObsCall, overlay: string): Promise<readonly string[]> {
  const sources = await findOurSources(call, overlay);
  for (const { name } of sources) await refreshSource(call, name);
  return sources.map(({ name }) => name);
}
