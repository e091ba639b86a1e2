import { z } from 'zod';
import { EngineError } from '../errors.ts';
import type { ObsCall } from './obs-connection.ts';

/** Of an item, whatever else OBS tells of it. Crops and sizes of bounds are left to the streamer. */
const sceneItem = z.object({
  sceneItemId: z.number(),
  sourceName: z.string(),
  sceneItemEnabled: z.boolean(),
  sceneItemLocked: z.boolean(),
  sceneItemTransform: z.object({
    positionX: z.number(),
    positionY: z.number(),
    scaleX: z.number(),
    scaleY: z.number(),
    rotation: z.number(),
    alignment: z.number(),
    boundsType: z.string(),
  }),
});

/** A source at its place in a scene. */
export type SceneItem = z.infer<typeof sceneItem>;

/** Where an overlay of the size of the canvas stands: in its corner, as large as it is, so that letters stay sharp. */
export const FILLS_CANVAS: SceneItem['sceneItemTransform'] = {
  positionX: 0,
  positionY: 0,
  scaleX: 1,
  scaleY: 1,
  rotation: 0,
  // Left and top.
  alignment: 5,
  boundsType: 'OBS_BOUNDS_NONE',
};

/** Whether an item stands so. */
export function fillsCanvas({ sceneItemTransform }: SceneItem): boolean {
  return Object.entries(FILLS_CANVAS).every(
    ([name, value]) => sceneItemTransform[name as keyof typeof FILLS_CANVAS] === value,
  );
}

/** What a scene holds, from the bottom to the top. */
export async function itemsOf(call: ObsCall, sceneName: string): Promise<readonly SceneItem[]> {
  const { sceneItems } = await call('GetSceneItemList', { sceneName });
  const parsed = z.array(sceneItem).safeParse(sceneItems);
  if (parsed.success) return parsed.data;
  throw new EngineError('obs-refused', `OBS tells of the scene "${sceneName}" in a way that is not understood.`, {
    hint: 'Use OBS 28 or newer.',
    stage: 'obs',
  });
}
