import { describe, expect, it } from 'vitest';
import type { TermSource } from '../../../../../src/engine/translation/term-source.ts';
import { Glossary } from '../../../../../src/engine/vocabulary/glossary/glossary.ts';
import { parseGlossary } from '../../../../../src/engine/vocabulary/glossary/parse-glossary.ts';

/** A glossary of revision 7. @param lines cells with ; between them. */
function glossary(...lines: string[]): Glossary {
  const rows = lines.map((line) => line.split(/ *; */u).join('\t'));
  return new Glossary(parseGlossary('g.tsv', rows.join('\n')), 7);
}

describe('Glossary.termsFor', () => {
  const terms: TermSource = glossary(
    'term ; language ; do-not-translate ; pt ; pt-BR ; zh ; zh-Hant ; nb',
    'Overlingo ; ; yes',
    'raid ; en ; ; ataque ; raide ; 突袭 ; 突襲 ; raid',
    'clip ; ; ; clipe',
    'Obst ; de ; ; fruta',
  );
  const pairs = (source: string, target: string): string[] =>
    terms.termsFor(source, target).map((term) => `${term.source}=${term.target}`);

  it.each([
    ['en', 'pt-BR', ['Overlingo=Overlingo', 'raid=raide', 'clip=clipe']],
    ['en-US', 'pt-PT', ['Overlingo=Overlingo', 'raid=ataque', 'clip=clipe']],
    ['en', 'zh-TW', ['Overlingo=Overlingo', 'raid=突襲']],
    ['en', 'zh-CN', ['Overlingo=Overlingo', 'raid=突袭']],
    ['en', 'pt-br', ['Overlingo=Overlingo', 'raid=raide', 'clip=clipe']],
    ['de', 'pt', ['Overlingo=Overlingo', 'clip=clipe', 'Obst=fruta']],
    ['en', 'fr', ['Overlingo=Overlingo']],
    ['en', 'nb', ['Overlingo=Overlingo', 'raid=raid']],
    ['en', 'no', ['Overlingo=Overlingo', 'raid=raid']],
  ])('finds the terms from %s into %s', (source, target, expected) => {
    expect(pairs(source, target)).toEqual(expected);
  });

  it('has the revision it was given', () => {
    expect(terms.revision).toBe(7);
  });
});

describe('Glossary.prompt', () => {
  const terms = glossary('term ; language', 'Overlingo', 'a very long name', 'OBS', 'Obst ; de');

  it('names the terms of the language as they are written, in order', () => {
    expect(terms.prompt('en', 600)).toBe('Overlingo, a very long name, OBS.');
    expect(terms.prompt('auto', 600)).toBe('Overlingo, a very long name, OBS, Obst.');
  });

  it('names as many as fit', () => {
    expect(terms.prompt('en', 15)).toBe('Overlingo, OBS.');
    expect(terms.prompt('en', 14)).toBe('Overlingo.');
    expect(terms.prompt('en', 3)).toBe('');
    expect(new Glossary([], 1).prompt('en', 600)).toBe('');
  });
});

describe('Glossary.corrections', () => {
  const terms = glossary(
    'term ; sounds-like ; case ; language',
    'Overlingo ; over lingo|overlinger',
    'YouTube',
    'overlay ; over lay ; sentence',
    'dungeon ; dunjon ; any',
    '.NET ; dot net',
    'Obst ; obsd ; ; de',
    'istek ; ; sentence ; tr',
  );

  it.each([
    ['en', 'over lingo and OverLinger', 'Overlingo and Overlingo'],
    ['en', 'on youtube', 'on YouTube'],
    ['en', 'the Over Lay. over lay! "overlay"', 'the overlay. Overlay! "Overlay"'],
    ['en', 'overlay 3.5 Overlay', 'Overlay 3.5 overlay'],
    ['en', 'a Dungeon, a dunjon, a Dunjon', 'a Dungeon, a dungeon, a Dungeon'],
    ['en', 'the net and dot net', 'the net and .NET'],
    ['en', 'obsd', 'obsd'],
    ['de-AT', 'obsd', 'Obst'],
    ['tr', 'istek', 'İstek'],
  ])('puts terms right in %s: %s', (language, text, expected) => {
    expect(terms.corrections(language).rewrite(text).text).toBe(expected);
  });
});
