import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../../src/engine/errors.ts';
import { GlossaryError } from '../../../../../src/engine/vocabulary/glossary/glossary-problem.ts';
import { parseGlossary } from '../../../../../src/engine/vocabulary/glossary/parse-glossary.ts';
import { asset } from '../../../../support/files.ts';

function problems(file: string, text: string): readonly string[] {
  try {
    parseGlossary(file, text);
  } catch (error) {
    if (error instanceof GlossaryError) return error.problems;
    throw error;
  }
  return [];
}

const TERMS = [
  {
    term: 'Overlingo',
    soundsLike: ['over lingo', 'overlinger'],
    caseRule: 'keep',
    doNotTranslate: true,
    translations: new Map(),
  },
  {
    term: 'raid',
    language: 'en',
    soundsLike: [],
    caseRule: 'sentence',
    doNotTranslate: false,
    translations: new Map([
      ['es', 'incursión'],
      ['pt-BR', 'raide'],
    ]),
  },
];

const TSV = [
  'term\tsounds-like\tdo-not-translate\tcase\tlanguage\tes\tpt-br',
  'Overlingo\tover lingo|overlinger\tyes',
  '',
  'raid\t\t\tsentence\ten\tincursión\traide',
].join('\n');

const YAML = `
- term: Overlingo
  sounds-like: [over lingo, overlinger]
  do-not-translate: yes
- term: raid
  case: sentence
  language: en
  translations:
    es: incursión
    pt-br: raide
`;

describe('parseGlossary', () => {
  it('reads the same terms from TSV and from YAML', () => {
    expect(parseGlossary('g.tsv', TSV)).toEqual(TERMS);
    expect(parseGlossary('g.yaml', YAML)).toEqual(TERMS);
  });

  it('reads files of other systems and spreadsheets', () => {
    expect(parseGlossary('g.tsv', TSV.replaceAll('\n', '\r\n'))).toEqual(TERMS);
    expect(parseGlossary('g.yml', YAML.replaceAll('\n', '\r\n'))).toEqual(TERMS);
    expect(parseGlossary('G.TSV', 'term\tes\n"Dungeons, ""D"""\t\t\t\n')[0]?.term).toBe('Dungeons, "D"');
  });

  it('takes all YAML values as texts', () => {
    const [term] = parseGlossary('g.yaml', '- term: 1984\n  translations: { no: true }\n');
    expect([term?.term, term?.translations.get('no')]).toEqual(['1984', 'true']);
  });

  it('reads the example', async () => {
    const terms = parseGlossary('example.tsv', await readFile(asset('glossary.example.tsv'), 'utf8'));
    expect(terms.length).toBeGreaterThan(5);
  });

  it('lists everything that is wrong with a table, by line and column', () => {
    const text = [
      'term\tes\tpt_BR\tnotes\tsounds-like\tcase\tdo-not-translate\tlanguage\tES',
      'OBS\t\t\t\to b s|obies||O.B.S\tupper\tmaybe\tpt_BR\t\textra',
      '\tx',
      'obs',
      '!!',
      'Twitch\tTwitch\t\t\tobies\t\tyes',
      'obies',
      'a\u0007b',
    ].join('\n');
    expect(problems('g.tsv', text)).toEqual([
      'g.tsv, line 1, "pt_BR": this is not a language tag; write pt-BR.',
      'g.tsv, line 1, "notes": this column is not known; name it term, sounds-like, do-not-translate, case or language, ' +
        'or by a language tag such as es or pt-BR.',
      'g.tsv, line 1, "ES": this column appears twice; remove one.',
      'g.tsv, line 2: this line has 10 cells, but the first line names 9 columns; remove a tab or name the column.',
      'g.tsv, line 2, "sounds-like": one of the variants is empty; remove it.',
      'g.tsv, line 2, "language": "pt_BR" is not a language tag: write pt-BR, or nothing for any language.',
      'g.tsv, line 2, "do-not-translate": "maybe" is neither yes nor no; write yes, no or nothing.',
      'g.tsv, line 2, "case": "upper" is not a case rule; write keep, sentence or any.',
      'g.tsv, line 2, "sounds-like": "obies" is already the same as the term "obies" in line 7; remove it from one of the two.',
      'g.tsv, line 2, "sounds-like": "O.B.S" appears twice; remove one.',
      'g.tsv, line 3: the term is empty; write it as captions are to show it.',
      'g.tsv, line 4, "term": "obs" is the same as "OBS" in line 2, but for case and accents; remove one.',
      'g.tsv, line 5, "term": "!!" has no letter and no digit, so nobody can say it; remove it.',
      'g.tsv, line 6, "es": the term is marked do-not-translate; remove the mark or this translation.',
      'g.tsv, line 6, "sounds-like": "obies" is already the same as the term "obies" in line 7; remove it from one of the two.',
      'g.tsv, line 8, "term": the text holds a tab, a line break or another control character; remove it.',
    ]);
  });

  it('lists everything that is wrong with YAML, by line and key', () => {
    const text = [
      '- just a text',
      '- term: a',
      '  es: b',
      '  sounds-like: [x, [y]]',
      '  translations:',
      '    pt_BR: c',
      '    fr: [d]',
      '- term: b',
      '  translations: none',
      '  sounds-like: X',
    ].join('\n');
    expect(problems('g.yaml', text)).toEqual([
      'g.yaml, line 1: this is not a map; begin each term with "- term:".',
      'g.yaml, line 3, "es": a language stands here; put it under translations.',
      'g.yaml, line 4, "sounds-like": this is not a text; write the variants as texts.',
      'g.yaml, line 6, "pt_BR": this is not a language tag; write pt-BR.',
      'g.yaml, line 7, "fr": this is not a text; write one text.',
      'g.yaml, line 9, "translations": this is not a map; write a language tag and a text, such as es: incursión.',
      'g.yaml, line 10, "sounds-like": "X" is already a variant of "a" in line 2; remove it from one of the two.',
    ]);
    expect(problems('g.yaml', '- term: "a\n  b: [')[0]).toMatch(
      /^g\.yaml, line 2: this is not valid YAML \(.+\); correct it\.$/u,
    );
    expect(problems('g.yaml', 'term: a')[0]).toMatch(/line 1: the file is not a list/u);
  });

  it('lets two languages hear different terms alike', () => {
    const head = 'term\tlanguage\tsounds-like\n';
    expect(problems('g.tsv', `${head}Obst\tde\to b s\nOBS\ten-US\to b s\n`)).toEqual([]);
    expect(problems('g.tsv', `${head}Ops\ten\to b s\nOBS\ten-US\to b s\n`)).toHaveLength(1);
    expect(problems('g.tsv', `${head}Ops\t\to b s\nOBS\ten\to b s\n`)).toHaveLength(1);
  });

  it.each(['[', '{', '- ', '? ', '- term: x\n  sounds-like: ['])('survives hostile YAML: %j', (piece) => {
    expect(problems('g.yaml', piece.repeat(100_000))[0]).toMatch(/nested too deeply/u);
  });

  it('throws nothing but sentences for the user', () => {
    const piece = fc.constantFrom(
      '- term: a\n',
      '  sounds-like: ',
      '\n',
      '\t',
      '[',
      ']',
      '{',
      '}',
      ': ',
      '- ',
      '"',
      '|',
      '&a ',
      '*a',
      'ü',
    );
    const thrown = (file: string, text: string): unknown => {
      try {
        return void parseGlossary(file, text);
      } catch (error) {
        return error instanceof EngineError ? undefined : error;
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect([thrown('g.yaml', text), thrown('g.tsv', `term\tes\n${text}`)]).toEqual([undefined, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses more than it can take', () => {
    const many = Array.from({ length: 5001 }, (_, index) => `term ${index}`);
    expect(problems('g.tsv', ['term', ...many].join('\n'))).toEqual([
      'g.tsv, line 5002: the file has 5001 terms, more than the 5000 that are allowed; remove some.',
    ]);
    const variants = Array.from({ length: 51 }, (_, index) => `v${index}`).join('|');
    expect(problems('g.tsv', `term\tsounds-like\n${'x'.repeat(201)}\t${variants}`)).toEqual([
      'g.tsv, line 2, "term": the text has 201 characters, more than 200; shorten it.',
      'g.tsv, line 2, "sounds-like": there are 51 variants, more than 50; remove some.',
    ]);
    expect(() => parseGlossary('g.tsv', `term\n${'!\n'.repeat(200)}`)).toThrow(
      /has 200 problems:[^]*There are 100 more\.$/u,
    );
  });

  it('refuses other types of files', () => {
    expect(() => parseGlossary('g.csv', '')).toThrow(/g\.csv has an unknown type/u);
  });
});
