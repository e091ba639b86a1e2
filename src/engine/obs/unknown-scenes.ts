import type { StatusNotice } from '../../protocol/status.ts';
import { notice } from '../pipeline/notice.ts';
import { knownNames } from './known-names.ts';
import { sceneNames } from './listed-names.ts';
import type { ObsCall } from './obs-connection.ts';

/** What to tell of scenes that the settings name and OBS does not have: they may be misspelt, or of another collection. */
export async function unknownScenes(call: ObsCall, wanted: readonly string[]): Promise<readonly StatusNotice[]> {
  if (wanted.length === 0) return [];
  const { all } = await sceneNames(call);
  return wanted
    .filter((scene) => !all.includes(scene))
    .map((scene) => {
      const message = `OBS has no scene "${scene}", which the settings name.`;
      return notice('obs', { level: 'warning', code: 'scene-unknown', message, hint: knownNames(scene, all) });
    });
}
