import { describe, expect, it } from 'vitest';
import type { ObsCall } from '../../../../src/engine/obs/obs-connection.ts';
import { lostSources, refreshLostSources } from '../../../../src/engine/obs/refresh-sources.ts';
import { ManualClock } from '../../../../src/testing/manual-clock.ts';

const OVERLAY = 'http://127.0.0.1:7474/overlay';

const source = (name: string, url: string) => ({ name, url, width: undefined, height: undefined });

describe('overlay sources whose pages are not connected', () => {
  it.each([
    [['/overlay', '/overlay?lang=de'], []],
    [['/overlay'], ['German']],
    [
      ['/overlay?lang=es', '/overlay/'],
      ['Main', 'German'],
    ],
    [[], ['Main', 'German']],
  ])('beside those of %j are %j', (pages, lost) => {
    const sources = [source('Main', ` ${OVERLAY}`), source('German', `http://localhost:7474/overlay?lang=de`)];
    expect(lostSources(sources, pages).map(({ name }) => name)).toEqual(lost);
  });

  it('are all of one address where fewer are connected than there are', () => {
    const sources = [source('Left', OVERLAY), source('Right', OVERLAY)];
    expect(lostSources(sources, ['/overlay'])).toHaveLength(2);
    expect(lostSources(sources, ['/overlay', '/overlay'])).toEqual([]);
  });

  it('are loaded anew once they have had the time to connect', async () => {
    const clock = new ManualClock();
    const pressed: unknown[] = [];
    const call = ((type: string, data: { inputName?: string }) => {
      if (type === 'GetInputList') return Promise.resolve({ inputs: [{ inputName: 'Main' }, { inputName: 'German' }] });
      if (type === 'PressInputPropertiesButton') pressed.push(data.inputName);
      const url = data.inputName === 'Main' ? OVERLAY : `${OVERLAY}?lang=de`;
      return Promise.resolve({ inputSettings: { url } });
    }) as unknown as ObsCall;
    const pages: string[] = [];
    const { signal } = new AbortController();
    const refreshed = refreshLostSources({ call, overlay: OVERLAY, connectedPages: () => pages, clock, signal });
    await clock.sleeping(1);
    expect(pressed).toEqual([]);
    pages.push('/overlay');
    await clock.advance(3000);
    expect(await refreshed).toEqual({ all: ['Main', 'German'], refreshed: ['German'] });
    expect(pressed).toEqual(['German']);
  });
});
