import { beforeAll, describe, expect, it } from 'vitest';
import { loadLanguageCheck, type LanguageCheck } from '../../../../../src/engine/language-check.ts';
import { otherLanguage, type OtherLanguage } from '../../../../../src/engine/transcription/text/written-language.ts';
import { demoClip, heldOutClips } from '../../../../support/clips.ts';
import { readRecordings, realSpeechMissing } from '../../../../support/speech/recordings.ts';

const PART = { whole: false } as const;

/** Told language, text, and what speaks against it. The first three are what Whisper base wrote of recordings of people. */
const DRIFTS: readonly (readonly [string, string, OtherLanguage])[] = [
  ['es', 'Una raposa velha não consegue aprender nenhum ofício.', { whole: true, language: 'pt' }],
  ['ru', 'Мистер Квильдер — это пасл of the middle classes, и мы gladы, чтобы выгодить его господи.', PART],
  ['ja', 'Mr. Quilter is the apostle of the middle classes.', { whole: true, language: 'en' }],
  ['de', 'Der Raum wurde genutzt. And we are all very glad to welcome his gospel here.', PART],
];

const NONE: readonly (readonly [string, string])[] = [
  ['en', 'De grano medio'],
  ['de', 'Okay, let us go.'],
  ['de', 'Das Update von Final Fantasy XIV ist live, GG an alle im Chat.'],
  ['ru', 'Мы играем в The Legend of Zelda и Final Fantasy.'],
  ['ja', 'OBS Studioを使っています。'],
  ['nb', 'Hei venner, velkommen til dagens strøm, vi skal spille litt nå.'],
  ['mi', 'Kei te pai ahau, kei te haere tātou ki te kura ināianei.'],
];

describe('a text in another language than it was told to be in', () => {
  let check: LanguageCheck;
  beforeAll(async () => {
    check = await loadLanguageCheck();
  });

  it.each(DRIFTS)('is found in %s: %s', (told, text, other) => {
    expect(otherLanguage(text, told, check)).toEqual(other);
  });

  it.each(NONE)('is not seen in %s: %s', (told, text) => {
    expect(otherLanguage(text, told, check)).toBeUndefined();
  });

  it('is not seen in any sentence that was said in the clips', () => {
    const said = [...['en', 'es', 'de', 'fr'].map(demoClip), ...heldOutClips(5)];
    expect(said.filter(({ text, language }) => otherLanguage(text, language, check))).toEqual([]);
  });

  it.skipIf(realSpeechMissing('whisper-base') !== undefined)('is not seen in what people said in recordings', () => {
    const said = readRecordings().filter(({ language }) => language !== undefined);
    expect(said.filter(({ text, language = '' }) => otherLanguage(text, language, check))).toEqual([]);
  });
});
