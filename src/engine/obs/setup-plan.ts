import { CAPTION_POSITIONS } from '../../protocol/overlay-parameters.ts';
import { isFor, positionOf, withWanted, type WantedOverlay } from './overlay-url.ts';
import type { OverlaySource } from './our-sources.ts';
import { fillsCanvas, type SceneItem } from './scene-items.ts';
import type { SetupView } from './setup-view.ts';

/** What OBS keeps of an overlay source, as far as it is to be changed. Another address loads its page anew. */
export interface SourceChange {
  readonly url?: string;
  readonly width?: number;
  readonly height?: number;
}

/** One change in OBS. */
export type SetupStep =
  | { readonly type: 'create'; readonly settings: Required<SourceChange> }
  | { readonly type: 'change'; readonly settings: SourceChange }
  | { readonly type: 'add-to-scene' }
  | { readonly type: 'place'; readonly itemId: number }
  | { readonly type: 'raise'; readonly itemId: number }
  | { readonly type: 'lock'; readonly itemId: number };

/** One overlay source, and what is to be done for it: nothing where it is as it shall be. */
export interface PlannedSource {
  readonly name: string;
  readonly url: string;
  readonly steps: readonly SetupStep[];
}

/**
 * What makes of OBS as it is one that has the wanted overlays on top of the scene, locked and as large as the canvas. An
 * overlay is known by its address, so it may be called anything. Where no language is wanted, all that are there will do.
 * @param overlay address of the page.
 */
export function planSetup(
  view: SetupView,
  { overlay, wanted }: { readonly overlay: string; readonly wanted: readonly WantedOverlay[] },
): readonly PlannedSource[] {
  const names = new Set(view.names);
  return placed(view, wanted).flatMap((each) => {
    const found = matching(view, each);
    if (found.length > 0) return found.map((source) => planExisting(view, source, each));
    const url = withWanted(overlay, each);
    const name = freeName(each, names);
    names.add(name);
    return [{ name, url, steps: [{ type: 'create' as const, settings: { url, ...view.canvas } }] }];
  });
}

/** Several stand at different edges, as far as there are some. One whose address says where stays there. */
function placed(view: SetupView, wanted: readonly WantedOverlay[]): readonly WantedOverlay[] {
  if (wanted.length < 2) return wanted;
  const taken = new Set(wanted.flatMap((each) => matching(view, each).map(({ url }) => positionOf(url))));
  const free = CAPTION_POSITIONS.filter((position) => !taken.has(position));
  return wanted.map((each) => {
    const isPlaced = matching(view, each).some(({ url }) => positionOf(url) !== undefined);
    return isPlaced ? each : { ...each, position: free.shift() };
  });
}

/** Of several for the same language, those in the scene; else the first, so that none is added twice. */
function matching({ sources, items }: SetupView, wanted: WantedOverlay): readonly OverlaySource[] {
  const found = wanted.language === undefined ? sources : sources.filter(({ url }) => isFor(url, wanted));
  const inScene = found.filter(({ name }) => items.some((item) => item.sourceName === name));
  return inScene.length > 0 ? inScene : found.slice(0, 1);
}

function planExisting(
  { canvas, items, sources }: SetupView,
  source: OverlaySource,
  wanted: WantedOverlay,
): PlannedSource {
  const { name } = source;
  const url = withWanted(source.url, wanted);
  const settings: SourceChange = {
    ...(url === source.url ? {} : { url }),
    ...(source.width === canvas.width ? {} : { width: canvas.width }),
    ...(source.height === canvas.height ? {} : { height: canvas.height }),
  };
  // Overlays may stand over each other in any order.
  const ours = new Set(sources.map((each) => each.name));
  const item = items.findLast(({ sourceName }) => sourceName === name);
  const steps: SetupStep[] = [
    ...(Object.keys(settings).length === 0 ? [] : [{ type: 'change' as const, settings }]),
    ...(item === undefined ? [{ type: 'add-to-scene' as const }] : planItem(item, items, ours)),
  ];
  return { name, url, steps };
}

function planItem(item: SceneItem, items: readonly SceneItem[], ours: ReadonlySet<string>): SetupStep[] {
  const { sceneItemId: itemId } = item;
  const above = items.slice(items.indexOf(item) + 1);
  return [
    ...(fillsCanvas(item) ? [] : [{ type: 'place' as const, itemId }]),
    ...(above.every(({ sourceName }) => ours.has(sourceName)) ? [] : [{ type: 'raise' as const, itemId }]),
    ...(item.sceneItemLocked ? [] : [{ type: 'lock' as const, itemId }]),
  ];
}

const NAME = 'Overlingo captions';

function freeName({ language }: WantedOverlay, taken: ReadonlySet<string>): string {
  const name = language === undefined ? NAME : `${NAME} ${language}`;
  for (let number = 1; ; number += 1) {
    const numbered = number === 1 ? name : `${name} (${number})`;
    if (!taken.has(numbered)) return numbered;
  }
}
