import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { vocabularySettings } from '../../../src/engine/vocabulary/settings.ts';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { heldOutClips } from '../../support/clips.ts';
import { runEngine } from '../../support/run-engine.ts';
import { samplesCapture } from '../../support/samples-capture.ts';
import { translationBy } from '../../support/translation-config.ts';
import { expectAll } from '../../support/expect-all.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'words-'));
});
afterEach(() => rm(folder, { recursive: true }));

const spokenClip = () => {
  const [clip] = heldOutClips(1).filter(({ language }) => language === 'en');
  if (!clip) throw new Error('no English clip');
  return clip;
};

const textsOf = (events: readonly CaptionEvent[], type: CaptionEvent['type']): string[] =>
  events.flatMap((event) => (event.type === type && 'text' in event ? [event.text] : []));

describe('the words of the user in a run', () => {
  it('are put right before the translation and masked after it, in partials as well', async () => {
    const clip = spokenClip();
    const [heard = ''] = /\p{L}{4,}/u.exec(clip.text) ?? [];
    const glossary = path.join(folder, 'glossary.tsv');
    await writeFile(glossary, `term\tsounds-like\nOverlingo\t${heard}\n`);
    const source = { id: 'test', capture: samplesCapture(clip.samples, 2), language: 'en' };
    const words = vocabularySettings.parse({ glossary });
    const mask = { mask: 'stars', maskWords: ['overlingo'] } as const;
    const corrected = await runEngine([source], { config: { vocabulary: words } });
    expect(textsOf(corrected.events, 'transcript-final').join(' ')).toContain('Overlingo');
    const masked = await runEngine([source], { config: { vocabulary: { ...words, ...mask } } });
    expect(textsOf(masked.events, 'transcript-final').join(' ')).toContain('O********');
    const shown = masked.events.map((event) => JSON.stringify(event)).join('\n');
    expect(shown).not.toMatch(new RegExp(`Overlingo|\\b${heard}\\b`, 'iu'));
  });

  it('are refused before anything is loaded where the glossary is wrong', async () => {
    const glossary = path.join(folder, 'glossary.tsv');
    await writeFile(glossary, 'word\nOverlingo\n');
    const source = { id: 'test', capture: samplesCapture(new Float32Array(0)), language: 'en' };
    await expect(
      runEngine([source], { config: { vocabulary: vocabularySettings.parse({ glossary }) } }),
    ).rejects.toMatchObject({
      code: 'glossary-invalid',
    });
  });
});

describe('translation within its limits', () => {
  it('is told in the status, translator by translator', async () => {
    const clip = spokenClip();
    const source = { id: 'test', capture: samplesCapture(clip.samples, 2), language: 'en' };
    const { status } = await runEngine([source], { config: { translation: translationBy(['local'], ['es', 'de']) } });
    const [local] = status.translators;
    expect(local).toMatchObject({ name: 'local', state: 'working', failures: {} });
    expect(local?.requests).toBeGreaterThanOrEqual(2);
    expect(local?.memoryBytes).toBeGreaterThan(1_000_000);
    expect(local?.final?.count).toBeGreaterThanOrEqual(2);
  });

  it('rests while nobody watches, and marks what it did not translate', async () => {
    const clip = spokenClip();
    const source = { id: 'test', capture: samplesCapture(clip.samples, 2), language: 'en' };
    const translation = { ...translationBy(['local'], ['es']), pauseWithoutViewers: true };
    const { events, status } = await runEngine([source], {
      config: { translation },
      hasViewers: () => false,
    });
    const answers = events.filter((event) => event.type === 'translation-final');
    expectAll(answers, (event) => event.untranslated);
    expect(status.translators[0]?.requests).toBe(0);
    expect(status.stages.find(({ stage }) => stage === 'translation')?.detail).toContain('Paused');
  });
});
