import { describe, expect, it } from 'vitest';
import { parseInput } from '../../../../src/engine/audio/input-spec.ts';
import { sceneSettings, type SceneSettings } from '../../../../src/engine/obs/scene-settings.ts';
import { checkScenes, isHeard, namesOfInput, spokenIn, spokenInAny } from '../../../../src/session/obs/scenes.ts';

function namesOf(text: string): readonly string[] {
  const parsed = parseInput(text);
  if (!parsed.ok) throw new Error(parsed.problem);
  return namesOfInput(parsed.input);
}

const MIC = namesOf('mic');
const GUEST = namesOf('mic:Yeti,as=Ana');

const SCENES: SceneSettings = sceneSettings.parse({
  Game: { overlay: { theme: 'outline' } },
  Talk: { inputs: ['mic:Yeti'], language: 'es', languages: { ana: 'de,en' } },
  Break: { inputs: [] },
});

describe('an input', () => {
  it('is called by its kind, its name, or the name that is shown', () => {
    expect(MIC).toEqual(['mic']);
    expect(GUEST).toEqual(['mic', 'mic:Yeti', 'Ana']);
  });

  it.each([
    ['Game', true, true],
    ['Talk', false, true],
    ['Break', false, false],
    ['Another', true, true],
    ['constructor', true, true],
    [undefined, false, false],
  ])('is heard where no list of the scene %s leaves it out', (scene, mic, guest) => {
    expect([isHeard(SCENES, scene, MIC), isHeard(SCENES, scene, GUEST)]).toEqual([mic, guest]);
  });

  it('is heard in any scene, and before it is known, where no scene has a list', () => {
    expect(isHeard({ Game: {} }, undefined, MIC)).toBe(true);
  });

  it('is spoken into as its scene says: for it alone, else for all', () => {
    expect(spokenIn(SCENES, 'Talk', MIC)).toEqual({ language: 'es' });
    expect(spokenIn(SCENES, 'Talk', GUEST)).toEqual({ language: 'auto', candidates: ['de', 'en'] });
    expect(spokenIn(SCENES, 'Game', GUEST)).toBeUndefined();
    expect(spokenIn(SCENES, undefined, GUEST)).toBeUndefined();
    expect(spokenInAny(SCENES, MIC)).toEqual([{ language: 'es' }]);
  });
});

describe('scenes', () => {
  it('name inputs that are there', () => {
    expect(() => checkScenes(SCENES, [...MIC, ...GUEST])).not.toThrow();
  });

  it.each([
    [{ Talk: { inputs: ['mic:Yetti'] } }, 'The scene "Talk" names the input "mic:Yetti", which is none of the inputs.'],
    [{ Talk: { languages: { desk: 'de' } } }, 'The scene "Talk" names the input "desk", which is none of the inputs.'],
    [
      { Talk: { languages: { browser: 'de' } } },
      'The scene "Talk" cannot say what guests speak: they choose it on their page.',
    ],
  ])('are refused otherwise: %j', (scenes, message) => {
    expect(() => checkScenes(sceneSettings.parse(scenes), [...GUEST, 'browser'])).toThrow(message);
  });
});
