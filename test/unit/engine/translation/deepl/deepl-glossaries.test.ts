import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  glossaryEntries,
  glossaryName,
} from '../../../../../src/engine/translation/deepl/glossary/glossary-entries.ts';
import type { TermPair, TermSource } from '../../../../../src/engine/translation/term-source.ts';
import { startDeepLServer, type DeepLServer } from '../../../../support/deepl-server.ts';
import { eventually } from '../../../../../src/testing/eventually.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';
import { openDeepL, type OpenedDeepL } from './open-deepl.ts';
import { anyText } from '../../../../support/any-text.ts';

/** Terms that a test can change while they are in use. */
class EditableTerms implements TermSource {
  revision = 1;
  #terms: readonly TermPair[];

  constructor(...terms: readonly TermPair[]) {
    this.#terms = terms;
  }

  change(...terms: readonly TermPair[]): void {
    this.#terms = terms;
    this.revision += 1;
  }

  termsFor(): readonly TermPair[] {
    return this.#terms;
  }
}

const JEFE = { source: 'jefe', target: 'boss' };
const LLAVE = { source: 'llave', target: 'Keyblade' };

/** Says the text until the answer is the expected one: glossaries come in the background. */
function untilSaid(deepl: OpenedDeepL, text: string, answer: string): Promise<void> {
  return eventually(async () => expect(await deepl.say(text)).toBe(answer));
}

function glossaryRequests({ requests }: DeepLServer): string[] {
  return requests.filter(({ path }) => path.includes('glossaries')).map(({ method, path }) => `${method} ${path}`);
}

describe('a glossary at DeepL', () => {
  it('is made in the background, and is waited for by nobody', async () => {
    let open = (): void => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    await using server = await startDeepLServer({
      reply: ({ path }) => (path.includes('glossaries') ? { after: opened } : undefined),
    });
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE) });
    expect(await deepl.say('El jefe.')).toBe('[en-US] El jefe.');
    expect(await deepl.say('El jefe.')).toBe('[en-US] El jefe.');
    open();
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    expect(glossaryRequests(server)).toEqual(['GET /v3/glossaries', 'POST /v3/glossaries']);
    expect(server.glossaries.all).toMatchObject([{ source: 'es', target: 'en', entries: new Map([['jefe', 'boss']]) }]);
    expect(deepl.notices).toEqual([]);
  });

  it('is told of once requests carry it, after each change', async () => {
    await using server = await startDeepLServer();
    const terms = new EditableTerms(JEFE);
    let changes = 0;
    await using deepl = openDeepL(server, { terms, onTermsInUse: () => (changes += 1) });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    expect(changes).toBe(1);
    terms.change(JEFE, LLAVE);
    await untilSaid(deepl, 'La llave.', '[en-US] La Keyblade.');
    expect(changes).toBe(2);
  });

  it('is used again by the next run', async () => {
    await using server = await startDeepLServer();
    await using first = openDeepL(server, { terms: new EditableTerms(JEFE, LLAVE) });
    await untilSaid(first, 'El jefe.', '[en-US] El boss.');
    await using second = openDeepL(server, { terms: new EditableTerms(LLAVE, JEFE) });
    await untilSaid(second, 'El jefe.', '[en-US] El boss.');
    expect(glossaryRequests(server).filter((request) => request.startsWith('POST'))).toHaveLength(1);
  });

  it('takes the place of outdated ones of ours, and leaves those of others alone', async () => {
    await using server = await startDeepLServer();
    server.glossaries.add('overlingo es>en-US 0123456789abcdef', ['es', 'en'], { jefe: 'chief' });
    server.glossaries.add('overlingo es>de 0123456789abcdef', ['es', 'de'], { jefe: 'Chef' });
    server.glossaries.add('My own es>en', ['es', 'en'], { jefe: 'chef' });
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE) });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    await eventually(() => expect(server.glossaries.all).toHaveLength(3));
    const names = server.glossaries.all.map(({ name }) => name);
    expect(names).toEqual([
      'overlingo es>de 0123456789abcdef',
      'My own es>en',
      expect.stringMatching(/^overlingo es>en-US [0-9a-f]{16}$/),
    ]);
  });

  it('follows the terms', async () => {
    await using server = await startDeepLServer();
    const terms = new EditableTerms(JEFE);
    await using deepl = openDeepL(server, { terms });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    terms.change({ source: 'jefe', target: 'chief' });
    await untilSaid(deepl, 'El jefe.', '[en-US] El chief.');
    await eventually(() => expect(server.glossaries.all).toHaveLength(1));
    terms.change();
    await untilSaid(deepl, 'El jefe.', '[en-US] El jefe.');
    await eventually(() => expect(server.glossaries.all).toHaveLength(0));
  });

  it('needs no request where other terms have changed, nor where there are no terms', async () => {
    await using server = await startDeepLServer();
    const terms = new EditableTerms(JEFE);
    await using deepl = openDeepL(server, { terms });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    const before = glossaryRequests(server).length;
    terms.change(JEFE);
    expect(await deepl.say('El jefe.')).toBe('[en-US] El boss.');
    await using without = openDeepL(server, { terms: new EditableTerms() });
    await without.say('El jefe.');
    await without.translator.close();
    expect(glossaryRequests(server)).toHaveLength(before);
  });

  it('is not used where the language is still to be detected', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE) });
    expect(await deepl.say('El jefe.', { sourceLanguage: 'auto' })).toBe('[en-US] El jefe.');
    expect(glossaryRequests(server)).toEqual([]);
  });

  it('is kept for each pair', async () => {
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE) });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    await eventually(async () => expect(await deepl.say('El jefe.', { targetLanguage: 'de' })).toBe('[de] El boss.'));
    expect(server.glossaries.all.map(({ target }) => target)).toEqual(['en', 'de']);
  });

  it('works with servers that know the older protocol only, and is used once it is ready', async () => {
    await using server = await startDeepLServer({ newGlossaries: false, glossaryPreparation: 2 });
    const clock = new ManualClock();
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE), clock });
    await eventually(async () => {
      await clock.advance(1000);
      expect(await deepl.say('El jefe.')).toBe('[en-US] El boss.');
    });
    expect(deepl.notices).toEqual([]);
    expect(glossaryRequests(server)).toEqual([
      'GET /v3/glossaries',
      'GET /v2/glossaries',
      'POST /v2/glossaries',
      'GET /v2/glossaries',
      'GET /v2/glossaries',
      'GET /v2/glossaries',
    ]);
  });
});

describe('a glossary that DeepL does not take', () => {
  it('is told of once, and translation goes on', async () => {
    await using server = await startDeepLServer({
      reply: ({ method, path }) =>
        path.includes('glossaries') && method === 'POST' ? { status: 456, body: { message: 'jefe' } } : undefined,
    });
    const terms = new EditableTerms(JEFE);
    await using deepl = openDeepL(server, { terms });
    await deepl.say('El jefe.');
    await eventually(() => expect(deepl.notices).toHaveLength(1));
    expect(deepl.notices[0]).toMatchObject({ code: 'translator-quota', hint: expect.any(String) as string });
    expect(deepl.notices[0]!.message).toMatch(/^Translations from es into en-US go on without your glossary: DeepL /);
    terms.change(LLAVE);
    expect(await deepl.say('El jefe.')).toBe('[en-US] El jefe.');
    await eventually(() => expect(glossaryRequests(server)).toHaveLength(4));
    await deepl.translator.close();
    expect(deepl.notices).toHaveLength(1);
    expect(deepl.logged.join()).not.toMatch(/jefe|boss/);
  });

  it('is tried again after a minute where that may help', async () => {
    const clock = new ManualClock();
    await using server = await startDeepLServer({
      reply: ({ path }, index) => (path.includes('glossaries') && index === 0 ? { status: 503 } : undefined),
    });
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE), clock });
    await deepl.say('El jefe.');
    await eventually(() => expect(deepl.notices).toMatchObject([{ code: 'translator-failed' }]));
    await deepl.say('El jefe.');
    expect(glossaryRequests(server)).toHaveLength(1);
    await clock.advance(60_000);
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
  });

  it('or that was deleted fails one request, which may be repeated at once, and is made again later', async () => {
    const clock = new ManualClock();
    await using server = await startDeepLServer();
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE), clock });
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
    server.glossaries.all.length = 0;
    expect(await deepl.failure('El jefe.')).toMatchObject({ code: 'translator-refused', status: 404, retryable: true });
    expect(await deepl.say('El jefe.')).toBe('[en-US] El jefe.');
    expect(deepl.notices).toHaveLength(1);
    await clock.advance(60_000);
    await untilSaid(deepl, 'El jefe.', '[en-US] El boss.');
  });

  it('or that DeepL refuses to use is used no more with these terms', async () => {
    const clock = new ManualClock();
    await using server = await startDeepLServer({
      reply: ({ fields }) => (fields.has('glossary_id') ? { status: 400 } : undefined),
    });
    await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE), clock });
    await eventually(async () =>
      expect(await deepl.failure('El jefe.')).toMatchObject({ status: 400, retryable: true }),
    );
    await clock.advance(600_000);
    expect(await deepl.say('El jefe.')).toBe('[en-US] El jefe.');
    expect(deepl.notices).toMatchObject([{ code: 'translator-refused', retryable: false }]);
    expect(server.glossaries.all).toHaveLength(1);
  });
});

describe('the entries of a glossary', () => {
  const pair = { source: 'es', target: 'en-US' };

  it('are what DeepL can take', () => {
    const entries = glossaryEntries([
      { source: ' el\tjefe\n final ', target: 'the\r\nboss' },
      { source: 'el jefe final', target: 'second' },
      { source: '', target: 'nothing' },
      { source: 'nothing', target: ' \u2028' },
      { source: 'x'.repeat(1025), target: 'long' },
      { source: 'cut \ud83d', target: 'half' },
      { source: 'constructor', target: 'builder' },
    ]);
    expect(entries).toEqual({ 'el jefe final': 'the boss', cut: 'half', constructor: 'builder' });
  });

  it('give the same name in any order, and another one for another pair or other entries', () => {
    const name = glossaryName(pair, { a: '1', b: '2' });
    expect(glossaryName(pair, { b: '2', a: '1' })).toBe(name);
    expect(glossaryName(pair, { a: '1', b: '3' })).not.toBe(name);
    expect(glossaryName({ ...pair, target: 'en-GB' }, { a: '1', b: '2' })).not.toBe(name);
  });

  it('are accepted whatever the terms hold', async () => {
    await using server = await startDeepLServer();
    const term = fc.record({ source: anyText, target: anyText });
    await fc.assert(
      fc.asyncProperty(fc.array(term, { maxLength: 8 }), async (terms) => {
        await using deepl = openDeepL(server, { terms: new EditableTerms(JEFE, ...terms) });
        await eventually(async () => {
          await deepl.say('jefe');
          expect(server.translations().at(-1)!.fields.has('glossary_id')).toBe(true);
        });
        expect(deepl.notices).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});
