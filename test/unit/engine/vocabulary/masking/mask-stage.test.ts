import { describe, expect, it } from 'vitest';
import { maskStage } from '../../../../../src/engine/vocabulary/masking/mask-stage.ts';
import { WordMask } from '../../../../../src/engine/vocabulary/masking/word-mask.ts';
import { discard, final, partial, translation, translationPartial } from '../../../../support/caption-builders.ts';
import { run, shown } from '../stage-run.ts';

const stars = new WordMask({ style: 'stars', maskWords: [], allowWords: [] });

describe('maskStage', () => {
  it('masks transcripts and translations by their own language', async () => {
    const events = [
      partial('a', 1, 'this shit', ' is'),
      final('a', 2, 'This shit is merde.'),
      translationPartial('a', 2, 'fr', 'Cette merde'),
      translation('a', 2, 'fr', 'Cette merde est shit.'),
    ];
    expect((await run(maskStage(stars), events)).map(shown)).toEqual([
      'this s***| is',
      'This s*** is merde.',
      'Cette m****',
      'Cette m**** est shit.',
    ]);
  });

  it('masks a text that nobody could translate by the spoken language', async () => {
    const untranslated = { ...translation('a', 1, 'fr', 'this shit'), untranslated: true };
    expect((await run(maskStage(stars), [final('a', 1, 'this shit'), untranslated])).map(shown)).toEqual([
      'this s***',
      'this s***',
    ]);
  });

  it('never shows the beginning of a masked phrase as stable', async () => {
    const mask = new WordMask({ style: 'beep', maskWords: ['Baker Street'], allowWords: [] });
    const events = [
      partial('a', 1, 'I live in Baker'),
      partial('a', 2, 'I live in Baker Street'),
      final('a', 3, 'I live in Baker Street, London.'),
    ];
    expect((await run(maskStage(mask), events)).map(shown)).toEqual([
      'I live in| Baker',
      'I live in […]|',
      'I live in […], London.',
    ]);
  });

  it('gives as many events as come in, also where no word is left', async () => {
    const mask = new WordMask({ style: 'remove', maskWords: [], allowWords: [] });
    const events = [
      partial('a', 1, 'shit'),
      final('a', 2, 'Shit!'),
      translation('a', 2, 'de', 'Scheiße!'),
      discard('b', 1),
    ];
    expect((await run(maskStage(mask), events)).map(shown)).toEqual(['|', '', '', 'no-speech']);
  });
});
