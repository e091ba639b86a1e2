import { EngineError } from '../errors.ts';
import type { ObsCall } from './obs-connection.ts';
import { BROWSER_KIND } from './our-sources.ts';
import { refreshSource } from './refresh-sources.ts';
import { isRefusal, STATUS } from './request-fault.ts';
import { FILLS_CANVAS, itemsOf } from './scene-items.ts';
import type { PlannedSource, SetupStep } from './setup-plan.ts';

interface StepTarget {
  readonly scene: string;
  readonly name: string;
}

/** Does all that is planned. Sources that were there load their page anew, as OBS does not by itself. */
export async function carryOut(call: ObsCall, scene: string, planned: readonly PlannedSource[]): Promise<void> {
  for (const { name, steps } of planned) {
    for (const step of steps) await doStep(call, step, { scene, name });
    if (!steps.some(loadsPage)) await refreshSource(call, name);
  }
}

function loadsPage(step: SetupStep): boolean {
  return step.type === 'create' || (step.type === 'change' && step.settings.url !== undefined);
}

async function doStep(call: ObsCall, step: SetupStep, target: StepTarget): Promise<void> {
  const { scene: sceneName, name } = target;
  switch (step.type) {
    case 'create': {
      const { sceneItemId } = await call('CreateInput', {
        sceneName,
        inputName: name,
        inputKind: BROWSER_KIND,
        inputSettings: { ...step.settings, ...QUIET },
        sceneItemEnabled: true,
      });
      return settle(call, sceneName, sceneItemId);
    }
    case 'change':
      await call('SetInputSettings', { inputName: name, inputSettings: { ...step.settings }, overlay: true });
      return;
    case 'add-to-scene': {
      const sceneItemId = await addToScene(call, target);
      return settle(call, sceneName, sceneItemId);
    }
    case 'place':
      return place(call, sceneName, step.itemId);
    case 'raise':
      return raise(call, sceneName, step.itemId);
    case 'lock':
      return lock(call, sceneName, step.itemId);
  }
}

/** The page keeps its connection while it is hidden, makes no sound, and asks nothing of OBS. */
const QUIET = {
  css: '',
  fps_custom: false,
  reroute_audio: false,
  shutdown: false,
  restart_when_active: false,
} as const;

async function addToScene(call: ObsCall, { scene: sceneName, name: sourceName }: StepTarget): Promise<number> {
  try {
    const { sceneItemId } = await call('CreateSceneItem', { sceneName, sourceName, sceneItemEnabled: true });
    return sceneItemId;
  } catch (error) {
    if (!isRefusal(error, STATUS.notMade)) throw error;
    // OBS still lists what was deleted by another program, as long as a scene that is not shown has it.
    throw new EngineError('obs-refused', `OBS cannot add the source "${sourceName}" to a scene: it may be deleted.`, {
      hint: 'In OBS, show each scene that has it once, then set up again.',
      stage: 'obs',
      cause: error,
    });
  }
}

/** Brings a new item to its place. */
async function settle(call: ObsCall, sceneName: string, sceneItemId: number): Promise<void> {
  await place(call, sceneName, sceneItemId);
  await raise(call, sceneName, sceneItemId);
  await lock(call, sceneName, sceneItemId);
}

async function place(call: ObsCall, sceneName: string, sceneItemId: number): Promise<void> {
  await call('SetSceneItemTransform', { sceneName, sceneItemId, sceneItemTransform: { ...FILLS_CANVAS } });
}

async function raise(call: ObsCall, sceneName: string, sceneItemId: number): Promise<void> {
  const top = (await itemsOf(call, sceneName)).length - 1;
  await call('SetSceneItemIndex', { sceneName, sceneItemId, sceneItemIndex: top });
}

async function lock(call: ObsCall, sceneName: string, sceneItemId: number): Promise<void> {
  await call('SetSceneItemLocked', { sceneName, sceneItemId, sceneItemLocked: true });
}
