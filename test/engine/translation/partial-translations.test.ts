import { describe, expect, it } from 'vitest';
import { discard, final, partial } from './caption-events.ts';
import { settle } from './manual-clock.ts';
import { ScriptedTranslator } from './scripted-translator.ts';
import { StageRun } from './stage-run.ts';

function start(translator = new ScriptedTranslator()): { translator: ScriptedTranslator; run: StageRun } {
  return { translator, run: new StageRun([{ language: 'es', translator }]) };
}

describe('translation of partials', () => {
  it('sends committed clauses only, after waiting for more text', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends, today'));
    await run.clock.advance(99);
    expect(translator.requests).toHaveLength(0);
    await run.push(partial('a', 2, 'Hello my friends, today we play, and'));
    await run.clock.advance(1);
    expect(translator.requests.map(({ request }) => request.text)).toEqual(['Hello my friends, today we play,']);
    translator.requests[0]?.answer('Hola amigos, hoy jugamos,');
    await settle();
    expect(run.translations).toEqual(['es a r2 partial: Hola amigos, hoy jugamos,']);
  });

  it('is superseded by newer text and by the final, on the wire too, and late answers are dropped', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    await run.push(partial('a', 2, 'Hello my friends, today we play,'));
    await run.clock.advance(100);
    expect(translator.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    await run.push(final('a', 3, 'Hello my friends, today we play chess.'));
    expect(translator.requests.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
    translator.requests[2]?.answer('Hola.');
    await settle();
    translator.requests[0]?.answer('late');
    translator.requests[1]?.answer('late');
    await settle();
    expect(run.translations).toEqual(['es a r3 final: Hola.']);
  });

  it('sends two requests at most before the final, with the text that the viewer reads', async () => {
    const { translator, run } = start();
    let text = '';
    for (let revision = 1; revision <= 6; revision += 1) {
      text += 'then we went home, ';
      await run.push(partial('a', revision, text));
      await run.clock.advance(100);
      translator.requests.at(-1)?.answer(`es ${revision}`);
      await settle();
    }
    await run.push(final('a', 7, text));
    expect(translator.requests.map(({ request }) => request.previousText)).toEqual(['', 'es 1', 'es 2']);
  });

  it('holds back what an unfinished clause may turn into, and sends only what the viewer reads', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'I am drinking coffee in the'));
    await run.clock.advance(100);
    translator.requests[0]?.answer('Estoy bebiendo café en el jardín.');
    await settle();
    await run.push(final('a', 2, 'I am drinking coffee in the kitchen.'));
    expect(run.translations).toEqual(['es a r1 partial: Estoy bebiendo café en']);
    expect(translator.requests[1]?.request.previousText).toBe('Estoy bebiendo café en');
  });

  it('keeps what the viewer reads where an answer holds no more of it', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    translator.requests[0]?.answer('Hola mis amigos,');
    await settle();
    await run.push(partial('a', 2, 'Hello my friends, you are all so very kind'));
    await run.clock.advance(100);
    translator.requests[1]?.answer('Hola mis amigos, muy amables');
    await settle();
    expect(run.translations).toEqual(['es a r1 partial: Hola mis amigos,']);
  });

  it('takes nothing back while a streamed answer grows, and puts it right once it is complete', async () => {
    const { translator, run } = start(new ScriptedTranslator({ capabilities: { streams: true } }));
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    translator.requests[0]?.answer('Hola amigos,');
    await settle();
    await run.push(partial('a', 2, 'Hello my friends, today we play,'));
    await run.clock.advance(100);
    for (const soFar of ['Hola', 'Hola a', 'Hola a todos, hoy']) {
      translator.requests[1]?.soFar(soFar);
      await settle();
    }
    translator.requests[1]?.answer('Hola a todos, hoy jugamos,');
    await settle();
    expect(run.translations).toEqual(['es a r1 partial: Hola amigos,', 'es a r2 partial: Hola a todos, hoy jugamos,']);
  });

  it('stops when finals wait, because the translator is behind', async () => {
    const { translator, run } = start();
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'), partial('c', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    expect(translator.requests).toHaveLength(2);
    translator.requests[0]?.answer('Uno.');
    await settle();
    await run.push(partial('c', 2, 'Hello my friends, today'));
    await run.clock.advance(100);
    expect(translator.requests.map(({ request }) => request.text)).toEqual(['One.', 'Two.', 'Hello my friends,']);
  });

  it('leaves no trace of a failed or empty answer', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'), partial('b', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    translator.requests[0]?.fail(new Error('no'));
    translator.requests[1]?.answer();
    await settle();
    expect(run.translations).toEqual([]);
    expect(run.notices).toEqual([]);
  });

  it('is cancelled by a discard', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'), partial('b', 1, 'Hello my friends,'));
    await run.clock.advance(50);
    await run.push(discard('a', 2));
    await run.clock.advance(50);
    await run.push(discard('b', 2));
    expect(translator.requests.map(({ request, signal }) => [request.utteranceId, signal.aborted])).toEqual([
      ['b', true],
    ]);
  });

  it.each([
    ['the translator is too slow for them', { capabilities: { partials: false } }, {}],
    ['the viewer wants finished sentences only', {}, { readingMode: true }],
    ['the pair does not work', { unsupported: ['en'] }, {}],
  ])('does not take place where %s', async (_case, translatorOptions, stageOptions) => {
    const translator = new ScriptedTranslator(translatorOptions);
    const run = new StageRun([{ language: 'es', translator }], stageOptions);
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(100);
    expect(translator.requests).toHaveLength(0);
  });
});
