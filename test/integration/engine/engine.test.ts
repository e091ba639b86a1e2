import { describe, expect, it } from 'vitest';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { wordErrorRate } from '../../../src/engine/transcription/text/word-errors.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { tokenize } from '../../../src/engine/transcription/text/tokens.ts';
import { bareDecode } from '../../support/bare-recognizer.ts';
import { demoClip, heldOutClips, type Clip } from '../../support/clips.ts';
import { createNoise, NOISES } from '../../support/noise.ts';
import { runtimeFiles } from '../../support/files.ts';
import { recognizerWith } from '../../support/recognizer-settings.ts';
import { demoConfig, finalTexts, runEngine } from '../../support/run-engine.ts';
import { silentLog } from '../../../src/engine/log.ts';
import { translationBy } from '../../support/translation-config.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';
import { expectAll } from '../../support/expect-all.ts';

/** Checks what a viewer relies on, over all events of a run. */
function expectSteadyText(events: readonly CaptionEvent[]): void {
  const stable = new Map<string, string>();
  const revisions = new Map<string, number>();
  const closed = new Set<string>();
  for (const event of events) {
    if (event.type === 'translation-partial' || event.type === 'translation-final') continue;
    expect(closed.has(event.utteranceId)).toBe(false);
    expect(event.revision).toBeGreaterThan(revisions.get(event.utteranceId) ?? 0);
    revisions.set(event.utteranceId, event.revision);
    const before = stable.get(event.utteranceId) ?? '';
    if (event.type === 'transcript-partial') {
      expect(event.stableText.startsWith(before)).toBe(true);
      stable.set(event.utteranceId, event.stableText);
    } else {
      closed.add(event.utteranceId);
      const committed = tokenize(before, 'en').map(({ key }) => key);
      const final = event.type === 'transcript-final' ? tokenize(event.text, 'en').map(({ key }) => key) : [];
      expect(final.slice(0, committed.length)).toEqual(committed);
    }
  }
}

function joined(clips: readonly Clip[]): Float32Array {
  return withGaps(
    clips.map(({ samples }) => samples),
    900,
  );
}

/** Each utterance of a run as one bare decode sees it. */
async function bareTexts(events: readonly CaptionEvent[], samples: Float32Array, language: string): Promise<string[]> {
  const texts: string[] = [];
  for (const event of events) {
    if (event.type !== 'transcript-final') continue;
    const [start, end] = [event.startMs - 512, event.endMs + 500].map((ms) => Math.max(0, Math.round(ms * 16)));
    texts.push(await bareDecode(samples.slice(start, end), language));
  }
  return texts;
}

describe('Engine with the bundled model', () => {
  it('hears held-out speech as well as bare decodes do, and keeps stable text stable', async () => {
    const errors = { own: 0, bare: 0, words: 0 };
    for (const language of ['en', 'es', 'de', 'fr']) {
      const clips = heldOutClips(5).filter((clip) => clip.language === language);
      const samples = joined(clips);
      const { events } = await runEngine([{ id: 'test', capture: samplesCapture(samples, 3), language }]);
      expectSteadyText(events);
      expect(events.some(({ type }) => type === 'transcript-partial')).toBe(true);
      const reference = clips.map(({ text }) => text).join(' ');
      const words = reference.split(' ').length;
      errors.words += words;
      errors.own += words * wordErrorRate(reference, finalTexts(events).join(' '));
      errors.bare += words * wordErrorRate(reference, (await bareTexts(events, samples, language)).join(' '));
    }
    expect(errors.own).toBeLessThanOrEqual(Math.max(1.1 * errors.bare, errors.bare + 0.02 * errors.words));
  }, 120_000);

  it('hears the same without partials, as fast as it can, and in order', async () => {
    const { samples, text } = demoClip('es');
    const source = { id: 'test', capture: samplesCapture(samples), language: 'es' };
    const { events } = await runEngine([source], { config: { partials: false } });
    const starts = events.map(({ startMs }) => startMs);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    expect(wordErrorRate(text, finalTexts(events).join(' '))).toBeLessThanOrEqual(0.03);
  });

  it.each(Object.keys(NOISES))('shows no caption for a minute of %s', async (name) => {
    const source = { id: 'test', capture: samplesCapture(createNoise(name, 60), 30), language: 'en' };
    const { events, status } = await runEngine([source]);
    expect(status.counters['audio-frames']).toBeGreaterThanOrEqual(1875);
    expect(events.filter(({ type }) => type !== 'utterance-discard')).toEqual([]);
  });

  it('goes on when its recogniser is killed in the middle of an utterance, and loses nothing that was final', async () => {
    const { samples, text } = demoClip('en');
    let killed = 0;
    const beforeKill: string[] = [];
    const { events, notices } = await runEngine([{ id: 'test', capture: samplesCapture(samples, 2), language: 'en' }], {
      onEvent: (event, engine) => {
        if (killed === 0 && event.type === 'transcript-final') beforeKill.push(event.text);
        if (killed > 0 || beforeKill.length < 4 || event.type !== 'transcript-partial') return;
        killed = engine.hostPids[0] ?? 0;
        process.kill(killed, 'SIGKILL');
      },
    });
    expect(killed).toBeGreaterThan(0);
    const finals = finalTexts(events);
    // Four, and more where the machine was too busy for a partial.
    expect(finals.slice(0, beforeKill.length)).toEqual(beforeKill);
    expect(wordErrorRate(text, finals.join(' '))).toBeLessThanOrEqual(0.03);
    expect(notices.filter(({ code }) => code === 'recognizer-crashed')).toHaveLength(1);
    expectSteadyText(events);
  });

  it('finds the language by itself', async () => {
    const [clip] = heldOutClips(1).filter(({ language }) => language === 'de');
    if (!clip) throw new Error('no German clip');
    const { events } = await runEngine([{ id: 'test', capture: samplesCapture(clip.samples, 4), language: 'auto' }]);
    expect(events.filter((event) => event.type === 'transcript-final').map(({ language }) => language)).toEqual(['de']);
  });

  it('captions two sources at once, each by itself', async () => {
    const sources = ['en', 'fr'].map((language) => {
      const clips = heldOutClips(2).filter((clip) => clip.language === language);
      return { id: language, speaker: `speaker ${language}`, capture: samplesCapture(joined(clips), 2), language };
    });
    const { events } = await runEngine(sources);
    for (const { id, speaker } of sources) {
      const own = events.filter((event) => event.type === 'transcript-final' && event.sourceId === id);
      expect(own.length).toBeGreaterThanOrEqual(2);
      expect(new Set(own.map((event) => event.speaker))).toEqual(new Set([speaker]));
    }
  });

  it('translates every final into every target language', async () => {
    const clips = heldOutClips(3).filter(({ language }) => language === 'es');
    const targets = ['en', 'fr'];
    const source = { id: 'test', capture: samplesCapture(joined(clips), 2), language: 'es' };
    const { events } = await runEngine([source], {
      config: { translation: translationBy(['whisper', 'local'], targets) },
    });
    const finals = events.filter((event) => event.type === 'transcript-final').map(({ utteranceId }) => utteranceId);
    expect(finals.length).toBeGreaterThanOrEqual(3);
    for (const language of targets) {
      const translated = events.filter((event) => event.type === 'translation-final' && event.language === language);
      expect(translated.map(({ utteranceId }) => utteranceId)).toEqual(finals);
      expectAll(translated, (event) => event.type === 'translation-final' && !event.untranslated);
    }
  });

  it.each(['en', 'fr'])('keeps no sound for a translator that is not asked, here into %s', async (target) => {
    const capture = samplesCapture(demoClip('es').samples);
    const { events } = await runEngine([{ id: 'test', capture, language: 'es' }], {
      config: { translation: translationBy(['local', 'whisper'], [target]), partials: false },
    });
    const finals = finalTexts(events).length;
    expect(finals).toBeGreaterThan(11);
    expect(events.filter(({ type }) => type === 'translation-final')).toHaveLength(finals);
  });

  it('opens nothing any more where it is closed while it starts', async () => {
    const source = { id: 'test', capture: samplesCapture(new Float32Array(0)), language: 'en' };
    const engine = new Engine(demoConfig([source], { translation: translationBy(['local'], ['es']) }), {
      files: runtimeFiles,
      log: silentLog,
    });
    const started = engine.start();
    started.catch(() => undefined);
    await engine.close();
    await expect(started).rejects.toThrow('aborted');
    expect(engine.hostPids).toEqual([]);
  });

  it.each([
    [{ recognizer: recognizerWith({ model: '/nowhere/model' }) }, 'en', 'model-missing'],
    [{}, 'tlh', 'language-unknown'],
    [{}, 'it', 'language-unsupported'],
    [{ translation: translationBy(['local'], ['x!']) }, 'en', 'language-unknown'],
  ] as const)('refuses %o for %s with %s', async (config, language, code) => {
    const source = { id: 'test', capture: samplesCapture(new Float32Array(0)), language };
    await expect(runEngine([source], { config })).rejects.toMatchObject({ code });
  });
});
