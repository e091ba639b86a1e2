import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOverlay } from '../../../../src/engine/obs/our-sources.ts';
import { isFor, withWanted, type WantedOverlay } from '../../../../src/engine/obs/overlay-url.ts';
import { planRemoval } from '../../../../src/engine/obs/remove-sources.ts';
import { FILLS_CANVAS, type SceneItem } from '../../../../src/engine/obs/scene-items.ts';
import { planSetup, type PlannedSource } from '../../../../src/engine/obs/setup-plan.ts';
import type { SetupView } from '../../../../src/engine/obs/setup-view.ts';

const OVERLAY = 'http://127.0.0.1:7474/overlay';
const CANVAS = { width: 1920, height: 1080 };
const EMPTY: SetupView = { scene: 'Main', canvas: CANVAS, sources: [], items: [], names: ['Main'] };

function item(sourceName: string, sceneItemId: number, change: Partial<SceneItem> = {}): SceneItem {
  return {
    sourceName,
    sceneItemId,
    sceneItemEnabled: true,
    sceneItemLocked: true,
    sceneItemTransform: FILLS_CANVAS,
    ...change,
  };
}

/** An OBS with one overlay that is as it shall be. */
const DONE: SetupView = {
  ...EMPTY,
  sources: [{ name: 'Subs', url: OVERLAY, ...CANVAS }],
  items: [item('Camera', 1), item('Subs', 2)],
  names: ['Main', 'Camera', 'Subs'],
};

const plan = (view: SetupView, wanted: readonly WantedOverlay[] = [{}]): readonly PlannedSource[] =>
  planSetup(view, { overlay: OVERLAY, wanted });

const stepsOf = (view: SetupView, wanted?: readonly WantedOverlay[]): unknown =>
  plan(view, wanted).map(({ steps }) => steps);

describe('the plan of a set-up', () => {
  it('makes an overlay as large as the canvas where there is none', () => {
    expect(plan(EMPTY)).toEqual([
      {
        name: 'Overlingo captions',
        url: OVERLAY,
        steps: [{ type: 'create', settings: { url: OVERLAY, ...CANVAS } }],
      },
    ]);
  });

  it('makes one for each language, by names that are free', () => {
    const view = { ...EMPTY, names: ['Main', 'Overlingo captions es'] };
    const planned = plan(view, [{ language: 'es', layout: 'dual' }, { language: 'pt-BR' }]);
    expect(planned.map(({ name, url }) => [name, url])).toEqual([
      ['Overlingo captions es (2)', `${OVERLAY}?lang=es&layout=dual&position=bottom`],
      ['Overlingo captions pt-BR', `${OVERLAY}?lang=pt-BR&position=top`],
    ]);
  });

  it('places several languages at different edges, around one whose address says where it stands', () => {
    const wanted = [{ language: 'es' }, { language: 'de' }, { language: 'fr' }];
    const urls = (view: SetupView): unknown => plan(view, wanted).map(({ url }) => url.slice(OVERLAY.length));
    expect(urls(EMPTY)).toEqual(['?lang=es&position=bottom', '?lang=de&position=top', '?lang=fr']);
    const german = { name: 'German', url: `${OVERLAY}?lang=de&position=bottom`, ...CANVAS };
    const view = { ...EMPTY, sources: [german], items: [item('German', 1)] };
    expect(urls(view)).toEqual(['?lang=es&position=top', '?lang=de&position=bottom', '?lang=fr']);
  });

  it('has nothing to do where all is as it shall be, whatever it is called', () => {
    expect(stepsOf(DONE)).toEqual([[]]);
  });

  it('takes what shows the overlay in a language where none is asked for, and keeps its address', () => {
    const url = `${OVERLAY}?lang=es&size=80`;
    const view = { ...DONE, sources: [{ name: 'Subs', url, ...CANVAS }] };
    expect(plan(view)).toEqual([{ name: 'Subs', url, steps: [] }]);
    expect(plan(view, [{ language: 'ES' }])).toEqual([{ name: 'Subs', url, steps: [] }]);
  });

  it('changes only what is different', () => {
    const change = (source: object): unknown =>
      stepsOf({ ...DONE, sources: [{ name: 'Subs', url: OVERLAY, ...CANVAS, ...source }] }, [{ layout: 'dual' }]);
    const url = `${OVERLAY}?layout=dual`;
    expect(change({ url })).toEqual([[]]);
    expect(change({})).toEqual([[{ type: 'change', settings: { url } }]]);
    expect(change({ url, width: undefined })).toEqual([[{ type: 'change', settings: { width: 1920 } }]]);
    expect(change({ url, height: 720 })).toEqual([[{ type: 'change', settings: { height: 1080 } }]]);
  });

  it('brings one back that was moved, unlocked or covered', () => {
    const items = (subs: Partial<SceneItem>): SetupView => ({
      ...DONE,
      items: [item('Camera', 1), item('Subs', 2, subs)],
    });
    const moved = { sceneItemTransform: { ...FILLS_CANVAS, positionX: 3 } };
    expect(stepsOf(items(moved))).toEqual([[{ type: 'place', itemId: 2 }]]);
    expect(stepsOf(items({ sceneItemLocked: false }))).toEqual([[{ type: 'lock', itemId: 2 }]]);
    const covered = { ...DONE, items: [item('Subs', 2), item('Camera', 1)] };
    expect(stepsOf(covered)).toEqual([[{ type: 'raise', itemId: 2 }]]);
  });

  it('leaves one hidden that the streamer has hidden', () => {
    expect(stepsOf({ ...DONE, items: [item('Subs', 2, { sceneItemEnabled: false })] })).toEqual([[]]);
  });

  it('adds one of another scene to this one, and makes no second one', () => {
    expect(stepsOf({ ...DONE, items: [item('Camera', 1)] })).toEqual([[{ type: 'add-to-scene' }]]);
  });

  it('lets overlays stand over each other in any order', () => {
    const two = {
      ...DONE,
      sources: [
        { name: 'es', url: `${OVERLAY}?lang=es&position=top`, ...CANVAS },
        { name: 'de', url: `${OVERLAY}?lang=de&position=bottom`, ...CANVAS },
      ],
      items: [item('Camera', 1), item('es', 2), item('de', 3)],
    };
    expect(stepsOf(two, [{ language: 'de' }, { language: 'es' }])).toEqual([[], []]);
    expect(stepsOf(two, [{ language: 'es' }])).toEqual([[]]);
  });
});

describe('the plan of a removal', () => {
  const view = {
    ...DONE,
    sources: ['es', 'de'].map((tag) => ({ name: tag, url: `${OVERLAY}?lang=${tag}`, ...CANVAS })),
    items: [item('Camera', 1), item('es', 2), item('es', 4)],
  };

  it('takes all overlays out of OBS', () => {
    const names = planRemoval(view, { languages: [], onlyFromScene: false }).map(({ name }) => name);
    expect(names).toEqual(['es', 'de']);
  });

  it('takes those of some languages, and of one scene', () => {
    expect(planRemoval(view, { languages: ['de'], onlyFromScene: false }).map(({ name }) => name)).toEqual(['de']);
    expect(planRemoval(view, { languages: [], onlyFromScene: true })).toEqual([
      { name: 'es', url: `${OVERLAY}?lang=es`, itemIds: [2, 4] },
    ]);
    expect(planRemoval(view, { languages: ['de'], onlyFromScene: true })).toEqual([]);
  });
});

describe('an address in OBS', () => {
  it.each([
    [OVERLAY, true],
    [` ${OVERLAY}?lang=es#x `, true],
    ['http://localhost:7474/overlay/', true],
    ['http://[::1]:7474/overlay', true],
    ['http://127.0.0.1:7475/overlay', false],
    ['https://127.0.0.1:7474/overlay', false],
    ['http://127.0.0.1:7474/demo', false],
    ['http://192.168.1.4:7474/overlay', false],
    ['not an address', false],
    ['', false],
  ])('%j shows the overlay: %s', (url, shows) => {
    expect(isOverlay(url, OVERLAY)).toBe(shows);
  });

  it('keeps all that the streamer has written', () => {
    expect(withWanted(`${OVERLAY}?size=80&lang=es`, { language: 'de' })).toBe(`${OVERLAY}?size=80&lang=de`);
    expect(withWanted('http://localhost:7474/overlay?font=A B', {})).toBe('http://localhost:7474/overlay?font=A B');
  });

  it('is for the language that was put into it, and changes no more', () => {
    const layouts = fc.option(fc.constantFrom('translation', 'source', 'dual'), { nil: undefined });
    const languages = fc.option(fc.constantFrom('es', 'pt-BR', 'zh-Hant'), { nil: undefined });
    const names = fc.constantFrom('lang', 'layout', 'size', 'font', 'a b');
    const queries = fc
      .dictionary(names, fc.string({ maxLength: 8 }))
      .map((query) => new URLSearchParams(query).toString());
    fc.assert(
      fc.property(queries, languages, layouts, (query, language, layout) => {
        const wanted = { language, layout } as WantedOverlay;
        const once = withWanted(`${OVERLAY}?${query}`, wanted);
        expect(withWanted(once, wanted)).toBe(once);
        if (language !== undefined) expect(isFor(once, { language })).toBe(true);
      }),
    );
  });
});
