import { describe, expect, it } from 'vitest';
import type { CaptureSource } from '../../../src/engine/pipeline/capture-source.ts';
import type { AttachedOutput, AttachOptions } from '../../../src/engine/run/sources.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { EngineError } from '../../../src/engine/errors.ts';
import type { CaptionEvent } from '../../../src/protocol/caption-event.ts';
import { heldOutClips } from '../../support/clips.ts';
import { runtimeFiles } from '../../support/files.ts';
import { listenerOutput } from '../../support/listener-output.ts';
import { demoConfig, finalTexts } from '../../support/run-engine.ts';
import { translationBy } from '../../support/translation-config.ts';
import { samplesCapture, withGaps } from '../../support/samples-capture.ts';
import { silentLog } from '../../support/silent-log.ts';

const clips = heldOutClips(2).filter(({ language }) => language === 'es');
const sound = withGaps(
  clips.map(({ samples }) => samples),
  900,
);

async function startEngine(config: Parameters<typeof demoConfig>[1] = {}) {
  const published: CaptionEvent[] = [];
  const shown = listenerOutput((output) => {
    if (output.type !== 'status-notice') published.push(output);
  });
  const engine = new Engine(demoConfig([], config), { files: runtimeFiles, log: silentLog, outputs: [shown] });
  await engine.start();
  const attach = async (id: string, capture: CaptureSource, options: Partial<AttachOptions> = {}) => {
    const outputs: AttachedOutput[] = [];
    const source = { id, capture, language: 'es' };
    const attached = await engine.attach(source, { listener: (output) => outputs.push(output), ...options });
    return { ...attached, outputs, events: () => outputs.filter((output) => output.type !== 'status-notice') };
  };
  return { engine, published, attach, [Symbol.asyncDispose]: () => engine.close() };
}

describe('Engine.attach', () => {
  it('captions sources that come and go, each to its listener only', async () => {
    // Without partials, where utterances end depends on the sound only.
    await using running = await startEngine({ partials: false });
    const sources = [
      await running.attach('a', samplesCapture(sound)),
      await running.attach('b', samplesCapture(sound)),
    ];
    await Promise.all(sources.map(({ done }) => done));
    const [first, second] = sources.map(({ events }) => finalTexts(events()));
    expect(first?.length).toBeGreaterThanOrEqual(2);
    expect(second).toEqual(first);
    expect(running.published).toEqual([]);
    expect(running.engine.currentStatus().counters['finals']).toBeUndefined();
    expect(sources[0]?.events().every(({ sourceId }) => sourceId === 'a')).toBe(true);
  });

  it('shows a source on the overlay where it is asked to, with the translations of the engine', async () => {
    await using running = await startEngine({ targets: ['en'], translation: translationBy('whisper', 'local') });
    const { done, events } = await running.attach('guest', samplesCapture(sound), { shown: true });
    await done;
    await running.engine.close();
    expect(running.published).toEqual(events());
    const translated = events().filter((event) => event.type === 'translation-final');
    const finals = finalTexts(events());
    expect(finals.length).toBeGreaterThanOrEqual(2);
    expect(translated.map(({ language, untranslated }) => [language, untranslated])).toEqual(
      finals.map(() => ['en', false]),
    );
    expect(running.engine.cues).toHaveLength(finals.length);
    expect(running.engine.currentStatus().counters['finals']).toBe(finals.length);
  });

  it('translates into other languages than the engine does, and into none', async () => {
    await using running = await startEngine({ targets: ['en'], translation: translationBy('whisper', 'local') });
    const french = await running.attach('french', samplesCapture(sound), { translate: ['fr'] });
    const none = await running.attach('none', samplesCapture(sound), { translate: [] });
    await Promise.all([french.done, none.done]);
    const languages = french.events().flatMap((event) => (event.type === 'translation-final' ? [event.language] : []));
    expect(languages.length).toBeGreaterThanOrEqual(2);
    expect(languages).toEqual(finalTexts(french.events()).map(() => 'fr'));
    expect(none.events().some(({ type }) => type.startsWith('translation'))).toBe(false);
  });

  it('stops telling when it is detached, while others go on', async () => {
    await using running = await startEngine();
    const leaver = await running.attach('leaver', samplesCapture(sound, 1));
    const stayer = await running.attach('stayer', samplesCapture(sound, 4));
    leaver.detach();
    await leaver.done;
    await stayer.done;
    expect(leaver.outputs).toEqual([]);
    expect(finalTexts(stayer.events()).length).toBeGreaterThanOrEqual(2);
  });

  it('ends with the engine, and cannot be had before and after', async () => {
    const running = await startEngine();
    const { done } = await running.attach('a', samplesCapture(sound, 1));
    await running.engine.close();
    await done;
    await expect(running.attach('b', samplesCapture(sound))).rejects.toMatchObject({ retryable: true });
  });

  it('refuses languages that it does not know, and an id twice', async () => {
    await using running = await startEngine();
    const capture = samplesCapture(new Float32Array(0));
    const refused = (language: string, translate: readonly string[] = []) =>
      running.engine.attach({ id: 'x', capture, language }, { listener: () => undefined, translate });
    await expect(refused('tlh')).rejects.toMatchObject({ code: 'language-unknown' });
    await expect(refused('it')).rejects.toMatchObject({ code: 'language-unsupported' });
    await expect(refused('es', ['x!'])).rejects.toMatchObject({ code: 'language-unknown' });
    await (
      await running.attach('a', capture)
    ).done;
    await expect(running.attach('a', capture)).rejects.toMatchObject({ code: 'internal' });
  });

  it('tells the error of a capture, and goes on for others', async () => {
    await using running = await startEngine();
    const broken: CaptureSource = {
      name: 'broken',
      live: true,
      frames: async function* () {
        await Promise.resolve();
        throw new EngineError('input-damaged', 'It broke.');
      },
    };
    const { done } = await running.attach('broken', broken);
    await expect(done).rejects.toMatchObject({ code: 'input-damaged' });
    const { done: fine, events } = await running.attach('fine', samplesCapture(sound));
    await fine;
    expect(finalTexts(events()).length).toBeGreaterThanOrEqual(2);
  });
});
