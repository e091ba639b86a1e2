import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../src/engine/errors.ts';
import { discard, final, partial } from '../../../support/caption-builders.ts';
import { settle } from '../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../src/testing/scripted-translator.ts';
import { StageRun } from '../../../support/translation/stage-run.ts';

describe('finals', () => {
  it('passes a transcript on before its translation is there', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    const event = final('a', 3, 'Hello friends.');
    await run.push(event);
    expect(run.events).toEqual([event]);
    translator.requests[0]?.answer('Hola amigos.');
    await settle();
    expect(run.translations).toEqual(['es a r3 final: Hola amigos.']);
  });

  it('keeps the order of finals, whichever answer comes first, and asks for three at once at most', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'), final('c', 1, 'Three.'), final('d', 1, 'Four.'));
    expect(translator.requests).toHaveLength(3);
    translator.requests[1]?.answer('Dos.');
    await settle();
    expect(translator.requests).toHaveLength(4);
    translator.requests[2]?.answer('Tres.');
    await settle();
    expect(run.translations).toEqual([]);
    translator.requests[0]?.answer('Uno.');
    await settle();
    expect(run.translations).toEqual(['es a r1 final: Uno.', 'es b r1 final: Dos.', 'es c r1 final: Tres.']);
  });

  it('tells at once which pairs will not work, and not again when they are met', async () => {
    const translator = new ScriptedTranslator({ unsupported: ['ja'] });
    const targets = [{ language: 'es', translator }];
    const run = new StageRun(targets, { sourceLanguages: ['en', 'ja', 'es'] });
    await settle();
    expect(run.notices).toMatchObject([{ code: 'translator-unsupported', level: 'warning' }]);
    await run.push(final('a', 1, 'One.', 'ja'));
    expect(run.translations).toEqual(['es a r1 untranslated: One.']);
    expect(run.notices).toHaveLength(1);
  });

  it('lets no language wait for another', async () => {
    const [slow, fast] = [new ScriptedTranslator(), new ScriptedTranslator()];
    const run = new StageRun([
      { language: 'de', translator: slow },
      { language: 'es', translator: fast },
    ]);
    await run.push(final('a', 1, 'One.'));
    fast.requests[0]?.answer('Uno.');
    await settle();
    expect(run.translations).toEqual(['es a r1 final: Uno.']);
  });

  it('shows the source text, marked, where the translator fails or has no answer, and goes on', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'), final('c', 1, 'Three.'));
    translator.requests[0]?.fail(new EngineError('remote-refused', 'The key was refused.', { hint: 'Check it.' }));
    await settle();
    translator.requests[1]?.answer();
    await settle();
    translator.requests[2]?.answer('Tres.');
    await settle();
    expect(run.translations).toEqual([
      'es a r1 untranslated: One.',
      'es b r1 untranslated: Two.',
      'es c r1 final: Tres.',
    ]);
    expect(run.notices).toMatchObject([
      { code: 'remote-refused', hint: 'Check it.', stage: 'translation' },
      { code: 'translation-empty' },
    ]);
  });

  it('tells of a failure once a minute, and never quotes a foreign error, which may hold what was said', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      if (index === 2) await run.clock.advance(60_000);
      await run.push(final(name, 1, 'My secret.'));
      translator.requests[index]?.fail(new Error('cannot translate "My secret."'));
      await settle();
    }
    expect(run.notices).toHaveLength(2);
    expect(JSON.stringify(run.notices)).not.toContain('secret');
  });

  it('shows text of the target language as it is, in its turn', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Hola.', 'es-MX'));
    translator.requests[0]?.answer('Uno.');
    await settle();
    expect(run.translations).toEqual(['es a r1 final: Uno.', 'es b r1 final: Hola.']);
    expect(translator.requests).toHaveLength(1);
  });

  it.each([
    ['pt-BR', 'pt', true],
    ['no', 'nb', true],
    ['he', 'iw', true],
    ['zh-TW', 'zh', false],
    ['nn', 'nb', false],
  ])('into %s shows text in %s as it is: %s', async (language, spoken, asItIs) => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language, translator }]);
    await run.push(final('a', 1, 'Text.', spoken));
    expect(run.translations).toEqual(asItIs ? [`${language} a r1 final: Text.`] : []);
    expect(translator.requests).toHaveLength(asItIs ? 0 : 1);
  });

  it('tells once that a pair does not work', async () => {
    const translator = new ScriptedTranslator({ unsupported: ['ja'] });
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'はい', 'ja'), final('b', 1, 'いいえ', 'ja'));
    expect(run.translations).toEqual(['es a r1 untranslated: はい', 'es b r1 untranslated: いいえ']);
    expect(run.notices).toMatchObject([{ code: 'translator-unsupported' }]);
  });

  it('sends the newest three pairs as context', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    for (const [index, text] of ['1', '2', '3', '4', '5'].entries()) {
      await run.push(final(text, 1, `en ${text}`));
      translator.requests[index]?.answer(`es ${text}`);
      await settle();
    }
    expect(translator.requests[4]?.request.context).toEqual([
      { source: 'en 2', target: 'es 2' },
      { source: 'en 3', target: 'es 3' },
      { source: 'en 4', target: 'es 4' },
    ]);
  });

  it('stamps when the request worked, and carries over when the speech ended', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.clock.advance(10);
    await run.push({
      ...final('a', 1, 'One.'),
      speaker: 'Ann',
      startMs: 1000,
      timing: { speechEndAtMs: 5, emittedAtMs: 8 },
    });
    await run.clock.advance(20);
    translator.requests[0]?.answer('Uno.');
    await settle();
    expect(run.events[1]).toMatchObject({
      speaker: 'Ann',
      startMs: 1000,
      timing: { speechEndAtMs: 5, workStartAtMs: 10, workEndAtMs: 30, emittedAtMs: 30 },
    });
    expect(run.reports).toMatchObject([{ outcome: 'translated', durationMs: 20, characters: 4, waitingFinals: 0 }]);
  });

  it('shows a streamed final as it grows, but never less than the viewer reads already', async () => {
    const translator = new ScriptedTranslator({ capabilities: { streams: true } });
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    translator.requests[0]?.answer('Hola amigos,');
    await settle();
    await run.push(final('a', 2, 'Hello my friends, come in.'));
    for (const soFar of ['Hola ', 'Hola amigos, ', 'Hola amigos, entrad']) {
      translator.requests[1]?.soFar(soFar);
      await settle();
    }
    translator.requests[1]?.answer('Hola amigos, entrad.');
    await settle();
    expect(run.translations).toEqual([
      'es a r1 partial: Hola amigos,',
      'es a r2 partial: Hola amigos, entrad',
      'es a r2 partial: Hola amigos, entrad.',
      'es a r2 final: Hola amigos, entrad.',
    ]);
    expect(translator.requests[1]?.request.previousText).toBe('Hola amigos,');
  });
});

describe('the end', () => {
  it('answers all finals after the input ended', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'));
    await run.end();
    expect(run.ended).toBe(false);
    translator.requests[0]?.answer('Uno.');
    await settle();
    translator.requests[1]?.answer('Dos.');
    await run.finished;
    expect(run.translations).toHaveLength(2);
  });

  it('comes at once when the signal aborts, whatever the translator does', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'));
    run.abort.abort();
    await run.finished;
    expect(translator.requests[0]?.signal.aborted).toBe(true);
    expect(run.translations).toEqual([]);
  });

  it('passes an error of its input on after what was heard before it is translated', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    await run.push(final('a', 1, 'One.'));
    await run.failInput(new Error('The microphone is gone.'));
    translator.requests[0]?.answer('Uno.');
    await expect(run.finished).rejects.toThrow('The microphone is gone.');
    expect(run.translations).toEqual(['es a r1 final: Uno.']);
  });

  it('tells at the start what the user must know of a translator', async () => {
    const translator = new ScriptedTranslator({ notice: 'It knows few words.' });
    const run = new StageRun([
      { language: 'es', translator },
      { language: 'de', translator },
    ]);
    await run.end();
    expect(run.notices).toMatchObject([{ level: 'info', message: 'It knows few words.' }]);
  });
});

describe('discards', () => {
  it('passes through in order, cancels what waits and what runs, and frees the queue', async () => {
    const translator = new ScriptedTranslator();
    const run = new StageRun([{ language: 'es', translator }]);
    const names = ['a', 'b', 'c', 'd', 'e'];
    await run.push(...names.map((name) => final(name, 1, `Text ${name}.`)), discard('d', 2), discard('a', 2));
    expect(run.events.map((event) => event.utteranceId)).toEqual([...names, 'd', 'a']);
    const texts = translator.requests.map(({ request }) => request.text);
    expect(texts).toEqual(['Text a.', 'Text b.', 'Text c.', 'Text e.']);
    for (const asked of translator.requests) asked.answer(`es ${asked.request.text}`);
    await settle();
    expect(run.translations).toEqual(['b', 'c', 'e'].map((name) => `es ${name} r1 final: es Text ${name}.`));
    expect(run.reports.map(({ outcome }) => outcome)).toEqual(['superseded', 'translated', 'translated', 'translated']);
  });
});
