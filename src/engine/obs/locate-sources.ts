import { sceneNames } from './listed-names.ts';
import type { ObsCall } from './obs-connection.ts';
import { findOurSources, type OverlaySource } from './our-sources.ts';
import { itemsOf } from './scene-items.ts';

/** An overlay source, and where it is. */
export interface PlacedSource extends OverlaySource {
  /** Scenes that have it. In groups of a scene it is not looked for. */
  readonly scenes: readonly { readonly scene: string; readonly visible: boolean }[];
}

/** All overlay sources with their scenes. @param overlay address of the page. */
export async function locateSources(call: ObsCall, overlay: string): Promise<readonly PlacedSource[]> {
  const sources = await findOurSources(call, overlay);
  const places: { readonly name: string; readonly scene: string; readonly visible: boolean }[] = [];
  for (const scene of (await sceneNames(call)).all) {
    const items = await itemsOf(call, scene);
    places.push(...items.map((item) => ({ name: item.sourceName, scene, visible: item.sceneItemEnabled })));
  }
  return sources.map((source) => ({
    ...source,
    scenes: places.filter(({ name }) => name === source.name).map(({ scene, visible }) => ({ scene, visible })),
  }));
}
