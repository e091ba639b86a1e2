import { describe, expect, it } from 'vitest';
import { discard, final, partial } from '../../../support/caption-builders.ts';
import { settle } from '../../../../src/testing/manual-clock.ts';
import { ScriptedTranslator } from '../../../../src/testing/scripted-translator.ts';
import { StageRun } from '../../../support/translation/stage-run.ts';

function start(translator = new ScriptedTranslator()): { translator: ScriptedTranslator; run: StageRun } {
  return { translator, run: new StageRun([{ language: 'es', translator }]) };
}

const textsOf = ({ requests }: ScriptedTranslator): string[] => requests.map(({ request }) => request.text);

describe('drafts', () => {
  it('are asked for at once, of what is settled', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends, today'));
    expect(textsOf(translator)).toEqual(['Hello my friends, today']);
    translator.requests[0]?.answer('Hola mis amigos, hoy vamos a');
    await settle();
    expect(run.translations).toEqual(['es a r1 partial: Hola mis amigos']);
  });

  it('wait for a rest where little was added', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hi'));
    await run.clock.advance(300);
    await run.push(partial('a', 2, 'Hi my'));
    await run.clock.advance(300);
    await run.push(partial('a', 3, 'Hi my'));
    await run.clock.advance(299);
    expect(textsOf(translator)).toEqual([]);
    await run.clock.advance(1);
    expect(textsOf(translator)).toEqual(['Hi my']);
  });

  it('are asked for one after the other, each for the newest text', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.push(partial('a', 2, 'Hello my friends, today we play,'));
    await run.push(partial('a', 3, 'Hello my friends, today we play, as always,'));
    expect(translator.requests.map(({ signal }) => signal.aborted)).toEqual([false]);
    translator.requests[0]?.answer('Hola mis amigos,');
    await settle();
    expect(textsOf(translator)).toEqual(['Hello my friends,', 'Hello my friends, today we play, as always,']);
    expect(translator.requests[1]?.request.previousText).toBe('Hola mis amigos,');
  });

  it('end with their sentence, on the wire too, and late answers are dropped', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'), final('a', 2, 'Hello my friends.'));
    expect(translator.requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    translator.requests[1]?.answer('Hola.');
    await settle();
    translator.requests[0]?.answer('late');
    await settle();
    await run.clock.advance(5000);
    expect(run.translations).toEqual(['es a r2 final: Hola.']);
    expect(translator.requests).toHaveLength(2);
  });

  it('have no limit in number', async () => {
    const { translator, run } = start();
    let text = '';
    for (let revision = 1; revision <= 9; revision += 1) {
      text += 'then we went home, ';
      await run.push(partial('a', revision, text));
      translator.requests.at(-1)?.answer(`es ${'y '.repeat(revision)}`);
      await settle();
    }
    expect(translator.requests).toHaveLength(9);
  });

  it('hold back what an unfinished clause may turn into, and send what the viewer reads', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'I am drinking coffee in the'));
    translator.requests[0]?.answer('Estoy bebiendo café en el jardín.');
    await settle();
    await run.push(final('a', 2, 'I am drinking coffee in the kitchen.'));
    expect(run.translations).toEqual(['es a r1 partial: Estoy bebiendo café']);
    expect(translator.requests[1]?.request.previousText).toBe('Estoy bebiendo café');
  });

  it('show what two of them have in common', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'I drink coffee'));
    translator.requests[0]?.answer('Bebo café');
    await settle();
    expect(run.translations).toEqual([]);
    await run.push(partial('a', 2, 'I drink coffee in the kitchen and'));
    translator.requests[1]?.answer('Bebo café en');
    await settle();
    expect(run.translations).toEqual(['es a r2 partial: Bebo café']);
  });

  it('take back nothing that the viewer reads', async () => {
    const { translator, run } = start();
    const [first, second, third] = [
      'Hello my friends,',
      'Hello my friends, again today,',
      'Hello my friends, again today, we play,',
    ];
    await run.push(partial('a', 1, first));
    translator.requests[0]?.answer('Hola mis amigos,');
    await settle();
    await run.push(partial('a', 2, second));
    translator.requests[1]?.answer('Hola a todos, hoy,');
    await settle();
    await run.push(partial('a', 3, third));
    translator.requests[2]?.answer('Hola mis amigos: hoy, jugamos,');
    await settle();
    expect(run.translations).toEqual([
      'es a r1 partial: Hola mis amigos,',
      'es a r3 partial: Hola mis amigos, hoy, jugamos,',
    ]);
  });

  it('grow while their answer is streamed', async () => {
    const { translator, run } = start(new ScriptedTranslator({ capabilities: { streams: true } }));
    await run.push(partial('a', 1, 'Hello my friends,'));
    translator.requests[0]?.answer('Hola amigos,');
    await settle();
    await run.push(partial('a', 2, 'Hello my friends, today we play,'));
    for (const soFar of ['Hola', 'Hola amigos', 'Hola amigos, hoy']) {
      translator.requests[1]?.soFar(soFar);
      await settle();
    }
    translator.requests[1]?.answer('Hola amigos, hoy jugamos,');
    await settle();
    expect(run.translations).toEqual([
      'es a r1 partial: Hola amigos,',
      'es a r2 partial: Hola amigos, hoy',
      'es a r2 partial: Hola amigos, hoy jugamos,',
    ]);
  });

  it('stop while finals wait, because the translator is behind, and go on at once afterwards', async () => {
    const { translator, run } = start();
    await run.push(final('a', 1, 'One.'), final('b', 1, 'Two.'), partial('c', 1, 'Hello my friends,'));
    expect(textsOf(translator)).toEqual(['One.', 'Two.']);
    translator.requests[0]?.answer('Uno.');
    await settle();
    expect(textsOf(translator)).toEqual(['One.', 'Two.', 'Hello my friends,']);
  });

  it('stop while nobody reads', async () => {
    const translator = new ScriptedTranslator();
    let paused = false;
    const run = new StageRun([{ language: 'es', translator }], { paused: () => paused });
    await run.push(partial('a', 1, 'Hello'));
    paused = true;
    await run.clock.advance(1000);
    await run.push(partial('a', 2, 'Hello my friends, today'));
    expect(translator.requests).toHaveLength(0);
  });

  it('leave no trace of a failed or empty answer, and are tried again with more text', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello my friends,'), partial('b', 1, 'Hello my friends,'));
    translator.requests[0]?.fail(new Error('no'));
    translator.requests[1]?.answer();
    await settle();
    await run.clock.advance(5000);
    expect(run.translations).toEqual([]);
    expect(run.notices).toEqual([]);
    expect(translator.requests).toHaveLength(2);
    await run.push(partial('a', 2, 'Hello my friends, we play,'));
    expect(translator.requests).toHaveLength(3);
  });

  it('are cancelled by a discard', async () => {
    const { translator, run } = start();
    await run.push(partial('a', 1, 'Hello'), partial('b', 1, 'Hello my friends,'));
    await run.push(discard('a', 2), discard('b', 2));
    await run.clock.advance(1000);
    expect(translator.requests.map(({ request, signal }) => [request.utteranceId, signal.aborted])).toEqual([
      ['b', true],
    ]);
  });

  it.each([
    ['the translator is too slow for them', { capabilities: { partials: false } }, {}],
    ['the viewer wants finished sentences only', {}, { readingMode: true }],
    ['the pair does not work', { unsupported: ['en'] }, {}],
  ])('do not take place where %s', async (_case, translatorOptions, stageOptions) => {
    const translator = new ScriptedTranslator(translatorOptions);
    const run = new StageRun([{ language: 'es', translator }], stageOptions);
    await run.push(partial('a', 1, 'Hello my friends,'));
    await run.clock.advance(1000);
    expect(translator.requests).toHaveLength(0);
  });
});
