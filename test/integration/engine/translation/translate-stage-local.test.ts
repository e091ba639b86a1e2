import { expect, it } from 'vitest';
import { final, partial } from '../../../support/caption-builders.ts';
import { StageRun } from '../../../support/translation/stage-run.ts';
import { openLocal } from './translation-models.ts';

it('translates what is spoken into several languages with the local translator, partials included', async () => {
  const translator = await openLocal();
  try {
    const run = new StageRun(['en', 'de', 'es'].map((language) => ({ language, translator })));
    await run.push({ ...partial('a', 1, 'Primero abrimos la puerta, después'), language: 'es' });
    await run.clock.advance(100);
    await expect.poll(() => run.translations).toHaveLength(2);
    await run.push(
      final('a', 2, 'Primero abrimos la puerta, después encontramos el mapa.', 'es'),
      final('b', 1, 'はい。', 'ja'),
    );
    await run.end();
    await run.finished;
    expect(run.translations.filter((line) => line.includes('partial')).sort()).toEqual([
      expect.stringMatching(/^de a r1 partial: Zuerst haben wir die Tür geöffnet/),
      expect.stringMatching(/^en a r1 partial: First we opened the door/),
    ]);
    expect(run.translations.filter((line) => !line.includes('partial')).sort()).toEqual([
      'de a r2 final: Zuerst haben wir die Tür geöffnet, dann haben wir die Karte gefunden.',
      'de b r1 untranslated: はい。',
      'en a r2 final: First we opened the door, then we found the map.',
      'en b r1 untranslated: はい。',
      'es a r2 final: Primero abrimos la puerta, después encontramos el mapa.',
      'es b r1 untranslated: はい。',
    ]);
  } finally {
    await translator.close();
  }
});
