import { describe, expect, it } from 'vitest';
import type { CaptureSource } from '../../../../src/engine/pipeline/capture-source.ts';
import type { EngineOutput } from '../../../../src/engine/pipeline/output.ts';
import type { SourceOptions } from '../../../../src/engine/pipeline/source.ts';
import { Engine } from '../../../../src/engine/engine.ts';
import { EngineError } from '../../../../src/engine/errors.ts';
import type { CaptionEvent } from '../../../../src/protocol/caption-event.ts';
import { heldOutClips } from '../../../support/clips.ts';
import { runtimeFiles } from '../../../support/files.ts';
import { listenerOutput } from '../../../support/listener-output.ts';
import { demoConfig, finalTexts } from '../../../support/run-engine.ts';
import { translationBy } from '../../../support/translation-config.ts';
import { samplesCapture, withGaps } from '../../../support/samples-capture.ts';
import { silentLog } from '../../../../src/engine/log.ts';
import { expectAll } from '../../../support/expect-all.ts';

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
  const add = async (id: string, capture: CaptureSource, options: Partial<SourceOptions> = {}) => {
    const outputs: EngineOutput[] = [];
    const source = { id, capture, language: 'es' };
    const added = await engine.add(source, { listener: (output) => outputs.push(output), ...options });
    return { ...added, outputs, events: () => outputs.filter((output) => output.type !== 'status-notice') };
  };
  return { engine, published, add, [Symbol.asyncDispose]: () => engine.close() };
}

describe('Engine.add', () => {
  it('captions sources that come and go, each to its listener only', async () => {
    // Without partials, where utterances end depends on the sound only.
    await using running = await startEngine({ partials: false });
    const sources = [await running.add('a', samplesCapture(sound)), await running.add('b', samplesCapture(sound))];
    await Promise.all(sources.map(({ done }) => done));
    const [first, second] = sources.map(({ events }) => finalTexts(events()));
    expect(first?.length).toBeGreaterThanOrEqual(2);
    expect(second).toEqual(first);
    expect(running.published).toEqual([]);
    expect(running.engine.currentStatus().counters.finals).toBeUndefined();
    expectAll(sources[0]!.events(), ({ sourceId }) => sourceId === 'a');
  });

  it('shows a source on the overlay where it is asked to, with the translations of the engine', async () => {
    await using running = await startEngine({ translation: translationBy(['whisper', 'local'], ['en']) });
    const { done, events } = await running.add('guest', samplesCapture(sound), { shown: true });
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
    expect(running.engine.currentStatus().counters.finals).toBe(finals.length);
  });

  it('translates into other languages than the engine does, and into none', async () => {
    await using running = await startEngine({ translation: translationBy(['whisper', 'local'], ['en']) });
    const french = await running.add('french', samplesCapture(sound), { translate: ['fr'] });
    const none = await running.add('none', samplesCapture(sound), { translate: [] });
    await Promise.all([french.done, none.done]);
    const languages = french.events().flatMap((event) => (event.type === 'translation-final' ? [event.language] : []));
    expect(languages.length).toBeGreaterThanOrEqual(2);
    expect(languages).toEqual(finalTexts(french.events()).map(() => 'fr'));
    expect(finalTexts(none.events()).length).toBeGreaterThanOrEqual(2);
    expect(none.events().some(({ type }) => type.startsWith('translation'))).toBe(false);
  });

  it('stops telling when it is removed, while others go on', async () => {
    await using running = await startEngine();
    const leaver = await running.add('leaver', samplesCapture(sound, 1));
    const stayer = await running.add('stayer', samplesCapture(sound, 4));
    leaver.remove();
    await leaver.done;
    await stayer.done;
    expect(leaver.outputs).toEqual([]);
    expect(finalTexts(stayer.events()).length).toBeGreaterThanOrEqual(2);
  });

  it('ends with the engine, and cannot be had before and after', async () => {
    const running = await startEngine();
    const { done } = await running.add('a', samplesCapture(sound, 1));
    await running.engine.close();
    await done;
    await expect(running.add('b', samplesCapture(sound))).rejects.toMatchObject({ retryable: true });
  });

  it('refuses languages that it does not know, and an id twice', async () => {
    await using running = await startEngine();
    const capture = samplesCapture(new Float32Array(0));
    const refused = (language: string, translate: readonly string[] = []) =>
      running.engine.add({ id: 'x', capture, language }, { listener: () => undefined, translate });
    await expect(refused('tlh')).rejects.toMatchObject({ code: 'language-unknown' });
    await expect(refused('it')).rejects.toMatchObject({ code: 'language-unsupported' });
    await expect(refused('es', ['x!'])).rejects.toMatchObject({ code: 'language-unknown' });
    await (
      await running.add('a', capture)
    ).done;
    await expect(running.add('a', capture)).rejects.toMatchObject({ code: 'internal' });
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
    const { done } = await running.add('broken', broken);
    await expect(done).rejects.toMatchObject({ code: 'input-damaged' });
    const { done: fine, events } = await running.add('fine', samplesCapture(sound));
    await fine;
    expect(finalTexts(events()).length).toBeGreaterThanOrEqual(2);
  });
});
