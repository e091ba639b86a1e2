import type { InputSpec } from '../../engine/audio/input-spec.ts';
import { EngineError } from '../../engine/errors.ts';
import { nearestName } from '../../engine/nearest-name.ts';
import type { SceneSettings } from '../../engine/obs/scene-settings.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';

/** What scenes call those who send sound from the microphone page. */
export const BROWSERS = ['browser'];

type Scene = SceneSettings[string];

/** What scenes may call an input: its kind, with its name, and the name that is shown with its captions. */
export function namesOfInput({ kind, name, as }: InputSpec): readonly string[] {
  return [kind, ...(name === undefined ? [] : [`${kind}:${name}`]), ...(as === undefined ? [] : [as])];
}

/** What is set for a scene; undefined where nothing is. */
export function sceneOf(scenes: SceneSettings, scene: string | undefined): Scene | undefined {
  return scene !== undefined && Object.hasOwn(scenes, scene) ? scenes[scene] : undefined;
}

/**
 * Whether an input is heard in a scene. While the scene is not known, what any scene leaves out is not heard.
 * @param names what scenes may call it.
 */
export function isHeard(scenes: SceneSettings, scene: string | undefined, names: readonly string[]): boolean {
  const lists = scene === undefined ? Object.values(scenes) : [sceneOf(scenes, scene)];
  return lists.every((one) => one?.inputs === undefined || one.inputs.some((input) => isOneOf(input, names)));
}

/** What is spoken into an input in a scene; undefined where the scene does not say. */
export function spokenIn(
  scenes: SceneSettings,
  scene: string | undefined,
  names: readonly string[],
): SpokenLanguage | undefined {
  return languageOf(sceneOf(scenes, scene), names);
}

/** All that scenes say is spoken into an input. */
export function spokenInAny(scenes: SceneSettings, names: readonly string[]): readonly SpokenLanguage[] {
  return Object.values(scenes).flatMap((scene) => languageOf(scene, names) ?? []);
}

/**
 * Throws `usage` where a scene names an input that is none, or one whose language it cannot say: guests say it themselves.
 * @param names what scenes may call the inputs.
 */
export function checkScenes(scenes: SceneSettings, names: readonly string[]): void {
  for (const [name, { inputs: heard = [], languages = {} }] of Object.entries(scenes)) {
    for (const input of [...heard, ...Object.keys(languages)]) {
      if (!isOneOf(input, names)) throw noInput(name, input, names);
    }
    const guests = Object.keys(languages).find((input) => isOneOf(input, BROWSERS));
    if (guests === undefined) continue;
    throw new EngineError('usage', `The scene "${name}" cannot say what guests speak: they choose it on their page.`, {
      hint: `Leave ${guests} out of its languages.`,
      stage: 'obs',
    });
  }
}

function languageOf(scene: Scene | undefined, names: readonly string[]): SpokenLanguage | undefined {
  const [, own] = Object.entries(scene?.languages ?? {}).findLast(([input]) => isOneOf(input, names)) ?? [];
  return own ?? scene?.language;
}

function isOneOf(input: string, names: readonly string[]): boolean {
  return names.some((name) => name.toLowerCase() === input.trim().toLowerCase());
}

function noInput(scene: string, input: string, names: readonly string[]): EngineError {
  const near = nearestName(input, names);
  const all = [...new Set(names)].join(', ');
  return new EngineError('usage', `The scene "${scene}" names the input "${input}", which is none of the inputs.`, {
    hint: near === undefined ? (all === '' ? 'Add it to the inputs.' : `They are ${all}.`) : `The nearest is ${near}.`,
    stage: 'obs',
  });
}
