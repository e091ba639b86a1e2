import { describe, expect, it } from 'vitest';
import { trackFor, trackNames } from '../../../../../src/overlay/pages/watch/watch-choices.ts';

describe('the track of a viewer', () => {
  const tracks = ['source', 'es', 'zh-TW', 'pt-BR'];

  it('is the chosen one, as long as there is one of that name', () => {
    expect(trackFor('source', tracks, ['es'])).toBe('source');
    expect(trackFor('ko', tracks, ['es'])).toBe('es');
  });

  it('is the first language of the browser that there is, else what was said', () => {
    expect(trackFor(undefined, tracks, ['ko', 'pt-PT', 'es'])).toBe('pt-BR');
    expect(trackFor(undefined, tracks, ['en-US'])).toBe('source');
  });

  it('has a name in its own language, with the tag where two have one', () => {
    expect(trackNames(['source', 'es', 'pt-BR', 'pt-PT', 'xx'])).toEqual([
      { track: 'source', name: 'As spoken' },
      { track: 'es', name: 'Español' },
      { track: 'pt-BR', name: 'Português (pt-BR)' },
      { track: 'pt-PT', name: 'Português (pt-PT)' },
      { track: 'xx', name: 'Xx' },
    ]);
  });
});
