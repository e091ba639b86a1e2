import type { Clock } from '../pipeline/clock.ts';
import type { ObsCall } from './obs-connection.ts';
import { findOurSources, type OverlaySource } from './our-sources.ts';

/** The button *Refresh cache of current page*. */
const REFRESH = 'refreshnocache';

/** A page that was there before connects again within two seconds and a half, in milliseconds. */
const HELLO_MS = 3000;

/** Loads the page of a browser source anew. */
export async function refreshSource(call: ObsCall, inputName: string): Promise<void> {
  await call('PressInputPropertiesButton', { inputName, propertyName: REFRESH });
}

interface LostTools {
  readonly call: ObsCall;
  /** Address of the overlay page. */
  readonly overlay: string;
  /** Paths and queries of the overlays that OBS shows and that are connected to us, each as often as it is. */
  readonly connectedPages: () => readonly string[];
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The overlay sources of OBS by their names, and those of them that were loaded anew. */
interface Refreshed {
  readonly all: readonly string[];
  readonly refreshed: readonly string[];
}

/**
 * Loads the overlay sources anew whose pages are not there: OBS never tries again where a page could not be had when it was
 * started. A page that is connected stays, so that no caption blinks.
 */
export async function refreshLostSources({ connectedPages, ...tools }: LostTools): Promise<Refreshed> {
  const { call, overlay, clock, signal } = tools;
  const sources = await findOurSources(call, overlay);
  if (lostSources(sources, connectedPages()).length > 0) await clock.sleep(HELLO_MS, signal);
  const lost = signal.aborted ? [] : lostSources(sources, connectedPages());
  for (const { name } of lost) await refreshSource(call, name);
  return { all: sources.map(({ name }) => name), refreshed: lost.map(({ name }) => name) };
}

/** Several sources of one address are all loaded anew where one of their pages is missing: nobody can tell which one. */
export function lostSources(
  sources: readonly OverlaySource[],
  connectedPages: readonly string[],
): readonly OverlaySource[] {
  const pages = sources.map(({ url }) => pageOf(url));
  const countOf = (list: readonly string[], page: string): number => list.filter((other) => other === page).length;
  return sources.filter((source) => {
    const page = pageOf(source.url);
    return countOf(connectedPages, page) < countOf(pages, page);
  });
}

function pageOf(url: string): string {
  const { pathname, search } = new URL(url.trim());
  return pathname + search;
}
