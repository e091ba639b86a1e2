import { EngineError } from '../errors.ts';
import { knownNames } from './known-names.ts';
import { inputNames, sceneNames } from './listed-names.ts';
import type { ObsCall } from './obs-connection.ts';
import { BROWSER_KIND, findOurSources, type OverlaySource } from './our-sources.ts';
import { itemsOf, type SceneItem } from './scene-items.ts';

/** All of OBS that a set-up depends on. */
export interface SetupView {
  readonly scene: string;
  readonly canvas: { readonly width: number; readonly height: number };
  /** Those that show the overlay, in any scene. */
  readonly sources: readonly OverlaySource[];
  /** What the scene holds, from the bottom to the top. */
  readonly items: readonly SceneItem[];
  /** Names that are taken: scenes and inputs share them. */
  readonly names: readonly string[];
}

/**
 * Looks at OBS before anything is changed.
 * @param scene the one that is seen where absent.
 * @throws EngineError `obs-scene-missing` where there is no such scene.
 */
export async function viewForSetup(
  call: ObsCall,
  { scene: wanted, overlay }: { readonly scene?: string | undefined; readonly overlay: string },
): Promise<SetupView> {
  const scenes = await sceneNames(call);
  const scene = wanted ?? scenes.shown;
  if (!scenes.all.includes(scene)) throw noScene(scene, scenes.all);
  const { baseWidth, baseHeight } = await call('GetVideoSettings');
  return {
    scene,
    canvas: { width: baseWidth, height: baseHeight },
    sources: await findOurSources(call, overlay),
    items: await itemsOf(call, scene),
    names: [...scenes.all, ...(await inputNames(call))],
  };
}

function noScene(scene: string, names: readonly string[]): EngineError {
  return new EngineError('obs-scene-missing', `OBS has no scene "${scene}".`, {
    hint: knownNames(scene, names),
    stage: 'obs',
  });
}

/**
 * Throws `obs-no-browser` where this OBS cannot show pages: some builds for Linux cannot.
 * @param overlay address of the page, for the hint.
 */
export async function checkBrowserSource(call: ObsCall, overlay: string): Promise<void> {
  const { inputKinds } = await call('GetInputKindList', { unversioned: true });
  if (inputKinds.includes(BROWSER_KIND)) return;
  throw new EngineError(
    'obs-no-browser',
    'This OBS was built without browser sources, so it cannot show the overlay.',
    {
      hint:
        'Install OBS from obsproject.com or from Flathub (flatpak install flathub com.obsproject.Studio). ' +
        `Or open ${overlay} in a browser, and in OBS choose Sources, +, Window Capture.`,
      stage: 'obs',
    },
  );
}
