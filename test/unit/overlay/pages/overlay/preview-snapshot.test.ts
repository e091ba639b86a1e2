import { describe, expect, it } from 'vitest';
import { PREVIEW_TEXTS, previewSnapshot } from '../../../../../src/overlay/pages/overlay/preview-snapshot.ts';
import { breakLines } from '../../../../../src/overlay/shared/captions/cue-layout.ts';

/** A little less than the usual 42: what a narrow picture has room for. */
const UNITS = 40;

describe('the preview', () => {
  it.each(Object.entries(PREVIEW_TEXTS))('shows its whole text in %s in the usual two lines', (language, text) => {
    expect(breakLines(text, { maxUnits: UNITS, language }).length).toBeLessThanOrEqual(2);
  });

  it.each([
    ['the language of the address', 'de', ['es', 'fr'], 'de'],
    ['the first target language', undefined, ['es', 'fr'], 'es'],
    ['French, where nobody says what is wanted', undefined, [], 'fr'],
  ] as const)('is in %s', (_what, wanted, targets, language) => {
    const snapshot = previewSnapshot(wanted, targets);
    expect(snapshot.targetLanguages).toEqual([language]);
    expect(snapshot.cues[0]?.translations[language]?.text).toBe(PREVIEW_TEXTS[language]);
  });
});
