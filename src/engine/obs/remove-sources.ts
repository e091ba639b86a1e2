import { sceneNames } from './listed-names.ts';
import type { ObsCall } from './obs-connection.ts';
import { isFor } from './overlay-url.ts';
import { isRefusal, STATUS } from './request-fault.ts';
import { itemsOf } from './scene-items.ts';
import type { SetupView } from './setup-view.ts';

/** What is to go: a source from OBS, or one from a scene alone. */
export interface PlannedRemoval {
  readonly name: string;
  readonly url: string;
  /** Its items in the scene; absent where it goes from everywhere. */
  readonly itemIds?: readonly number[];
}

/**
 * Which overlay sources go.
 * @param languages only those for one of them; all where there is none.
 * @param onlyFromScene only from the scene of the view.
 */
export function planRemoval(
  { sources, items }: SetupView,
  { languages, onlyFromScene }: { readonly languages: readonly string[]; readonly onlyFromScene: boolean },
): readonly PlannedRemoval[] {
  const chosen = sources.filter(
    ({ url }) => languages.length === 0 || languages.some((language) => isFor(url, { language })),
  );
  if (!onlyFromScene) return chosen.map(({ name, url }) => ({ name, url }));
  return chosen.flatMap(({ name, url }) => {
    const itemIds = items.filter(({ sourceName }) => sourceName === name).map(({ sceneItemId }) => sceneItemId);
    return itemIds.length === 0 ? [] : [{ name, url, itemIds }];
  });
}

/**
 * Takes them away. A source that is gone while a scene that is not shown still has it stays in the lists of OBS until that
 * scene is shown, and can be used no more: so it goes from each scene first.
 */
export async function carryOutRemoval(
  call: ObsCall,
  sceneName: string,
  removals: readonly PlannedRemoval[],
): Promise<void> {
  for (const { name, itemIds } of removals) {
    if (itemIds !== undefined) await removeItems(call, sceneName, itemIds);
    else await removeSource(call, name);
  }
}

async function removeSource(call: ObsCall, inputName: string): Promise<void> {
  for (const sceneName of (await sceneNames(call)).all) {
    const items = (await itemsOf(call, sceneName)).filter(({ sourceName }) => sourceName === inputName);
    await removeItems(
      call,
      sceneName,
      items.map(({ sceneItemId }) => sceneItemId),
    );
  }
  try {
    await call('RemoveInput', { inputName });
  } catch (error) {
    // OBS itself forgets what is in no scene any more.
    if (!isRefusal(error, STATUS.notFound)) throw error;
  }
}

async function removeItems(call: ObsCall, sceneName: string, itemIds: readonly number[]): Promise<void> {
  for (const sceneItemId of itemIds) await call('RemoveSceneItem', { sceneName, sceneItemId });
}
