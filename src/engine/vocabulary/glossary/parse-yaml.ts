import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Node, type Pair } from 'yaml';
import { mistakenTag } from '../../../protocol/language/mistaken-tag.ts';
import { canonicalTag } from '../../../protocol/language/parse-language.ts';
import { columnNamed, unknownColumn, type Column, type RawCell, type RawEntry } from './glossary-columns.ts';
import { shortened, type GlossaryProblem } from './glossary-problem.ts';
import type { ParsedFile } from './parse-tsv.ts';
import { deeplyNestedLine } from '../../yaml-nesting.ts';

const TRANSLATIONS = 'translations';
const TWICE = 'this key appears twice; remove one';

/** Reads a list of maps, one for each term. All values are texts: `no` is Norwegian, `1984` a title. */
export function parseYaml(text: string): ParsedFile {
  const deepLine = deeplyNestedLine(text);
  if (deepLine !== undefined) {
    const problem = {
      line: deepLine,
      text: 'lists and maps are nested too deeply; write a list with a map for each term',
    };
    return { entries: [], problems: [problem] };
  }
  return new YamlReader(text).read();
}

class YamlReader {
  readonly #lines = new LineCounter();
  readonly #problems: GlossaryProblem[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  read(): ParsedFile {
    const options = { schema: 'failsafe', lineCounter: this.#lines, prettyErrors: false, stringKeys: true } as const;
    const document = parseDocument(this.#text, options);
    // One fault gives rise to others on its line: the first of them counts.
    const faults = [...document.errors, ...document.warnings].reverse();
    const byLine = new Map(faults.map((fault) => [this.#lineAt(fault.pos[0]), fault]));
    for (const [line, { message }] of byLine) {
      this.#problems.push({ line, text: `this is not valid YAML (${shortened(message)}); correct it` });
    }
    if (this.#problems.length > 0 || document.contents === null) return { entries: [], problems: this.#problems };
    const { contents } = document;
    if (!isSeq<Node>(contents)) {
      this.#refuse(contents, undefined, 'the file is not a list; begin each term with "- term:"');
      return { entries: [], problems: this.#problems };
    }
    const entries = contents.items.flatMap((item) => this.#entry(item) ?? []);
    return { entries, problems: this.#problems };
  }

  #entry(item: Node): RawEntry | undefined {
    if (!isMap<Node, Node | null>(item)) {
      this.#refuse(item, undefined, 'this is not a map; begin each term with "- term:"');
      return undefined;
    }
    const cells = new Map<Column, RawCell>();
    const translations = new Map<string, RawCell>();
    for (const pair of item.items) {
      const key = keyOf(pair);
      const column = columnNamed(key);
      if (key === TRANSLATIONS) this.#readTranslations(pair, translations);
      else if (column === undefined) this.#refuse(pair.key, key, unknownColumn(key, 'key'));
      else if (column === 'sounds-like' && isSeq<Node>(pair.value)) this.#readList(pair, pair.value.items, cells);
      else this.#readText(pair, cells, column);
    }
    return { line: this.#lineAt(item.range?.[0] ?? 0), cells, translations };
  }

  #readTranslations(pair: Pair<Node, Node | null>, translations: Map<string, RawCell>): void {
    if (!isMap<Node, Node | null>(pair.value)) {
      this.#refuse(pair.key, TRANSLATIONS, 'this is not a map; write a language tag and a text, such as es: incursión');
      return;
    }
    for (const entry of pair.value.items) {
      const key = keyOf(entry);
      const tag = canonicalTag(key);
      if (tag === undefined) this.#refuse(entry.key, key, unknownTag(key));
      else this.#readText(entry, translations, tag);
    }
  }

  #readList(pair: Pair<Node, Node | null>, items: readonly Node[], cells: Map<Column, RawCell>): void {
    if (cells.has('sounds-like')) this.#refuse(pair.key, keyOf(pair), TWICE);
    const texts = items.flatMap((item) => {
      if (isScalar<string>(item)) return item.value.trim();
      this.#refuse(item, 'sounds-like', 'this is not a text; write the variants as texts');
      return [];
    });
    cells.set('sounds-like', { texts, line: this.#lineAt(pair.key.range?.[0] ?? 0), column: 'sounds-like' });
  }

  #readText<Key>(pair: Pair<Node, Node | null>, cells: Map<Key, RawCell>, key: Key): void {
    const column = keyOf(pair);
    const line = this.#lineAt(pair.key.range?.[0] ?? 0);
    if (cells.has(key)) this.#refuse(pair.key, column, TWICE);
    if (!isScalar<string>(pair.value)) this.#refuse(pair.key, column, 'this is not a text; write one text');
    else if (pair.value.value.trim() !== '') cells.set(key, { texts: [pair.value.value.trim()], line, column });
  }

  #refuse(node: Node, column: string | undefined, text: string): void {
    const line = this.#lineAt(node.range?.[0] ?? 0);
    this.#problems.push({ line, ...(column === undefined ? {} : { column }), text });
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.#lines.linePos(offset).line);
  }
}

function keyOf(pair: Pair<Node, Node | null>): string {
  return isScalar<string>(pair.key) ? pair.key.value : '';
}

function unknownTag(written: string): string {
  const tag = canonicalTag(written.replaceAll('_', '-')) ?? mistakenTag(written)?.meant;
  return tag === undefined
    ? 'this is not a language tag; write one such as es or pt-BR'
    : `this is not a language tag; write ${tag}`;
}
