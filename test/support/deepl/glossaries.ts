import type { DeepLRequest } from './received-request.ts';
import type { ApiAnswer } from './scripted-reply.ts';

interface Glossary {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly target: string;
  readonly entries: ReadonlyMap<string, string>;
  /** How often it must still be listed until it is ready; the second version of the protocol only. */
  pending: number;
}

/** The glossaries of an account, by both versions of DeepL's protocol. */
export class ServerGlossaries {
  readonly all: Glossary[] = [];
  /** Listings that a new glossary of the second version takes to get ready. */
  readonly #preparation: number;
  #made = 0;

  constructor(preparation = 0) {
    this.#preparation = preparation;
  }

  /** Puts a glossary into the account as if it had been made before. */
  add(name: string, pair: readonly [string, string], entries: Readonly<Record<string, string>>): Glossary {
    const [source, target] = pair;
    const id = `glossary-${(this.#made += 1)}`;
    const glossary = { id, name, source, target, entries: new Map(Object.entries(entries)), pending: 0 };
    this.all.push(glossary);
    return glossary;
  }

  answer({ method, path, fields }: DeepLRequest): ApiAnswer {
    const version = path.startsWith('/v3/') ? 'v3' : 'v2';
    const id = path.split('/')[3];
    if (method === 'GET' && id === undefined) return this.#list(version);
    if (method === 'POST' && id === undefined) return this.#create(version, fields);
    const index = this.all.findIndex((glossary) => glossary.id === id);
    if (index < 0) return { status: 404, body: { message: 'Glossary not found' } };
    if (method !== 'DELETE') return { status: 405 };
    this.all.splice(index, 1);
    return { status: 204 };
  }

  #list(version: 'v2' | 'v3'): ApiAnswer {
    const glossaries = this.all.map((glossary) => describe(glossary, version));
    for (const glossary of this.all) glossary.pending = Math.max(0, glossary.pending - 1);
    return { status: 200, body: { glossaries } };
  }

  #create(version: 'v2' | 'v3', fields: URLSearchParams): ApiAnswer {
    const prefix = version === 'v3' ? 'dictionaries[0].' : '';
    const field = (name: string): string => fields.get(prefix + name) ?? '';
    const lines = field('entries').split('\n');
    const entries = lines.map((line) => line.split('\t'));
    const sources = new Set(entries.map(([source]) => source));
    // As strict as DeepL: two columns, no empty term, no source twice.
    const wellFormed = entries.every((terms) => terms.length === 2 && terms.every((term) => term.trim() !== ''));
    if (!wellFormed || sources.size !== entries.length || field('entries_format') !== 'tsv') {
      return { status: 400, body: { message: 'Invalid glossary entries provided' } };
    }
    const pair = [field('source_lang'), field('target_lang')] as const;
    const made = this.add(fields.get('name') ?? '', pair, Object.fromEntries(entries) as Record<string, string>);
    made.pending = version === 'v2' ? this.#preparation : 0;
    return { status: 201, body: describe(made, version) };
  }
}

function describe({ id, name, source, target, entries, pending }: Glossary, version: 'v2' | 'v3'): unknown {
  const about = { glossary_id: id, name, creation_time: '2026-01-01T00:00:00Z' };
  const dictionary = { source_lang: source, target_lang: target, entry_count: entries.size };
  return version === 'v3'
    ? { ...about, dictionaries: [dictionary] }
    : { ...about, ...dictionary, ready: pending === 0 };
}
