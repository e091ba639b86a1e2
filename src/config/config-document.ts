import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml';
import { EngineError } from '../engine/errors.ts';
import { deeplyNestedLine } from '../engine/yaml-nesting.ts';
import { placeOf } from './given-value.ts';
import { isMapping } from './is-mapping.ts';

/** A place in the file, both counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const HINT = 'Correct it there, or with overlingo config edit.';

/** The text of a configuration file: its values with their places, and changes that leave its comments alone. */
export class ConfigDocument {
  readonly file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** @throws EngineError `config-invalid` where the text is not YAML with one mapping. */
  constructor(file: string, text: string) {
    this.file = file;
    this.#lines = new LineCounter();
    const deep = deeplyNestedLine(text);
    if (deep !== undefined) throw this.#broken({ line: deep, col: 1 }, 'lists and mappings are nested too deeply');
    const options = { lineCounter: this.#lines, prettyErrors: false, stringKeys: true } as const;
    this.#document = parseDocument(text.replace(/^\ufeff/u, ''), options);
    const [fault] = [...this.#document.errors, ...this.#document.warnings];
    if (fault) throw this.#broken(this.#lines.linePos(fault.pos[0]), problemOf(fault));
    // A file of comments, or an empty one, says nothing.
    if (isNull(this.#document.contents)) this.#document.contents = null;
    const { contents } = this.#document;
    if (contents !== null && !isMap(contents)) {
      const at = this.#lines.linePos(contents.range?.[0] ?? 0);
      throw this.#broken(at, 'the file is not a mapping; write settings such as "server:" with "port: 7474" below');
    }
  }

  /** The values as they are. @throws EngineError `config-invalid` where aliases lead nowhere, or to too much. */
  values(): Readonly<Record<string, unknown>> {
    try {
      const values: unknown = this.#document.toJS({ maxAliasCount: 100 });
      return isMapping(values) ? values : {};
    } catch (error) {
      if (!(error instanceof ReferenceError)) throw error;
      const reason = error.message.startsWith('Unresolved')
        ? 'an alias has no anchor before it'
        : 'it has too many aliases';
      throw new EngineError('config-invalid', `${this.file} cannot be used: ${reason}.`, { hint: HINT });
    }
  }

  /** Where a setting stands, or a part of it, or as much of its path as is there. */
  placeOf(path: readonly PropertyKey[]): Place {
    let node: unknown = this.#document.contents;
    let offset = 0;
    for (const key of path) {
      const collection = isAlias(node) ? node.resolve(this.#document) : node;
      const [start, next] = partOf(collection, key);
      if (next === undefined) break;
      offset = start?.range?.[0] ?? offset;
      node = next;
    }
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(1, line), column: Math.max(1, col) };
  }

  /** Puts a value in, with the sections above it. */
  set(path: readonly string[], value: unknown): void {
    this.#clear(path.slice(0, -1));
    this.#copyAliases(path.slice(0, -1));
    this.#document.setIn(path, value);
  }

  /** Puts a value before all others. */
  setFirst(key: string, value: unknown): void {
    const pair = this.#document.createPair(key, value);
    const { contents } = this.#document;
    if (!isMap(contents)) {
      this.#document.set(pair.key, pair.value);
      return;
    }
    contents.delete(key);
    giveHead(contents.items[0]?.key, pair.key);
    contents.items.unshift(pair);
  }

  /** Takes a value out, and sections that are empty then. False where it was not there. */
  unset(path: readonly string[]): boolean {
    if (!this.#document.hasIn(path)) return false;
    this.#document.deleteIn(path);
    for (let length = path.length - 1; length > 0; length -= 1) {
      const section = this.#document.getIn(path.slice(0, length));
      if (!isMap(section) || section.items.length > 0) break;
      this.#document.deleteIn(path.slice(0, length));
    }
    return true;
  }

  /** The whole file. @throws EngineError `config-invalid` where what was taken out is needed elsewhere in it. */
  toString(): string {
    try {
      return this.#document.toString({ lineWidth: 0 });
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('Unresolved alias')) throw error;
      const problem = 'an alias elsewhere in the file refers to what was to be removed';
      throw new EngineError('config-invalid', `${this.file} stays as it was: ${problem}.`, { hint: HINT });
    }
  }

  /** `section:` with nothing behind it is a text of no letters to YAML, which nothing can be put into. */
  #clear(path: readonly string[]): void {
    for (let length = 1; length <= path.length; length += 1) {
      const section = path.slice(0, length);
      if (this.#document.hasIn(section) && isNull(this.#document.getIn(section, true)))
        this.#document.deleteIn(section);
    }
  }

  /** A section that is an alias gets a copy of what it stands for, so that a change leaves the other place alone. */
  #copyAliases(path: readonly string[]): void {
    for (let length = 1; length <= path.length; length += 1) {
      const section = path.slice(0, length);
      const node = this.#document.hasIn(section) ? this.#document.getIn(section, true) : undefined;
      if (!isAlias(node)) continue;
      const copy: unknown = node.resolve(this.#document)?.toJS(this.#document);
      this.#document.setIn(section, this.#document.createNode(copy));
    }
  }

  #broken({ line, col }: { readonly line: number; readonly col: number }, problem: string): EngineError {
    const place = placeOf({ file: this.file, line: Math.max(1, line), column: Math.max(1, col) });
    return new EngineError('config-invalid', `${place}: ${problem}.`, { hint: HINT });
  }
}

/** The comment before the first name is one on the file down to its last empty line, and stays at the top. */
function giveHead(from: unknown, to: unknown): void {
  if (!isScalar(from) || !isScalar(to) || typeof from.commentBefore !== 'string') return;
  const end = from.commentBefore.lastIndexOf('\n\n');
  if (end === -1) return;
  to.commentBefore = from.commentBefore.slice(0, end);
  from.commentBefore = from.commentBefore.slice(end + 2);
  from.spaceBefore = true;
}

/** Where the part of a mapping or a list begins, and its value. */
function partOf(collection: unknown, key: PropertyKey): readonly [Node | undefined, unknown] {
  if (isSeq<Node>(collection)) {
    const item = typeof key === 'number' ? collection.items[key] : undefined;
    return [item, item];
  }
  if (!isMap(collection)) return [undefined, undefined];
  const pair = collection.items.find((item) => isScalar(item.key) && item.key.value === key) as Pair<Node> | undefined;
  return [pair?.key, pair?.value];
}

function problemOf({ code, message }: { readonly code: string; readonly message: string }): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'this line is indented with a tab; use spaces';
    case 'DUPLICATE_KEY':
      return 'this name appears twice in its section; remove one';
    case 'MULTIPLE_DOCS':
      return 'the file holds several documents; remove the line with three dashes';
    default:
      return `this is not valid YAML (${message.replace(/\.$/u, '')})`;
  }
}

function isNull(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null);
}
