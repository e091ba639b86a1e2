import { inputNames } from './listed-names.ts';
import { isRefusal, STATUS } from './request-fault.ts';
import type { ObsCall } from './obs-connection.ts';
import { isThisComputer } from './obs-address.ts';

/** The kind of source that shows a page. */
export const BROWSER_KIND = 'browser_source';

/** A browser source that shows the overlay of this program. */
export interface OverlaySource {
  /** As the streamer calls it. */
  readonly name: string;
  /** What OBS keeps as its address. */
  readonly url: string;
  /** In pixels; undefined where OBS keeps none, and the usual one of OBS counts. */
  readonly width: number | undefined;
  readonly height: number | undefined;
}

/** All browser sources that show the overlay, whatever they are called. @param overlay address of the page. */
export async function findOurSources(call: ObsCall, overlay: string): Promise<readonly OverlaySource[]> {
  const found: OverlaySource[] = [];
  for (const name of await inputNames(call, BROWSER_KIND)) {
    const source = await readSource(call, name);
    if (source && isOverlay(source.url, overlay)) found.push(source);
  }
  return found;
}

async function readSource(call: ObsCall, inputName: string): Promise<OverlaySource | undefined> {
  try {
    const { inputSettings } = await call('GetInputSettings', { inputName });
    const { url, width, height } = inputSettings;
    return typeof url === 'string'
      ? { name: inputName, url, width: asNumber(width), height: asNumber(height) }
      : undefined;
  } catch (error) {
    // It was removed meanwhile.
    if (isRefusal(error, STATUS.notFound)) return undefined;
    throw error;
  }
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Whether an address is the page at another one, whatever it says of how the page shall look. */
export function isOverlay(url: string, overlay: string): boolean {
  const [given, page] = [parsed(url), parsed(overlay)];
  if (given === undefined || page === undefined) return false;
  return (
    given.protocol === page.protocol &&
    given.port === page.port &&
    sameComputer(given.hostname, page.hostname) &&
    given.pathname.replace(/\/$/u, '') === page.pathname
  );
}

function sameComputer(one: string, other: string): boolean {
  return one === other || (isThisComputer(one) && isThisComputer(other));
}

function parsed(url: string): URL | undefined {
  // People leave spaces around what they paste.
  return URL.canParse(url.trim()) ? new URL(url.trim()) : undefined;
}
