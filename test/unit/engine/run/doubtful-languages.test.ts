import { expect, it } from 'vitest';
import { doubtfulLanguages } from '../../../../src/engine/run/doubtful-languages.ts';

it('warns of each doubtful language once, at the stage that has it', () => {
  expect(
    doubtfulLanguages([{ language: 'en' }, { language: 'auto', candidates: ['in', 'in'] }], ['br', 'es']),
  ).toMatchObject([
    { stage: 'transcription', level: 'warning', code: 'language-doubtful', hint: 'Write hi for Hindi.' },
    { stage: 'translation', level: 'warning', message: 'The language "br" is Breton, not that of Brazil.' },
  ]);
});

it('says nothing of the usual ones', () => {
  expect(doubtfulLanguages([{ language: 'en' }, { language: 'auto' }], ['uk', 'pt-BR', 'ar'])).toEqual([]);
});
