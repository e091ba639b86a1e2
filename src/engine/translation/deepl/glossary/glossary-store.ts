import { GlossaryEntries, type SourceGlossaryLanguageCode } from 'deepl-node';
import type { DeepLConnection } from '../deepl-connection.ts';
import { DeepLRequestError } from '../deepl-errors.ts';
import { withoutVariant } from '../deepl-languages.ts';
import type { DeepLPair } from '../text-options.ts';
import type { GlossaryEntryMap } from './glossary-entries.ts';

/** A glossary of the account. */
export interface StoredGlossary {
  readonly id: string;
  readonly name: string;
  /** False while DeepL still prepares it. */
  readonly ready: boolean;
}

/** The glossaries of a DeepL account. All methods throw the signal's reason or a `DeepLRequestError`. */
export interface GlossaryStore {
  list(signal: AbortSignal): Promise<StoredGlossary[]>;
  create(name: string, pair: DeepLPair, entries: GlossaryEntryMap, signal: AbortSignal): Promise<StoredGlossary>;
  remove(id: string, signal: AbortSignal): Promise<void>;
}

/**
 * Opens the store by listing it: with the third version of DeepL's protocol, and with the second one where the server
 * knows no other.
 */
export async function openGlossaryStore(
  connection: DeepLConnection,
  signal: AbortSignal,
): Promise<{ store: GlossaryStore; glossaries: StoredGlossary[] }> {
  const newer = multilingualStore(connection);
  try {
    return { store: newer, glossaries: await newer.list(signal) };
  } catch (error) {
    if (!(error instanceof DeepLRequestError) || error.status !== 404) throw error;
    const older = singlePairStore(connection);
    return { store: older, glossaries: await older.list(signal) };
  }
}

function multilingualStore(connection: DeepLConnection): GlossaryStore {
  return {
    list: (signal) =>
      connection.call(signal, async (client) => {
        const glossaries = await client.listMultilingualGlossaries();
        return glossaries.map(({ glossaryId, name }) => ({ id: glossaryId, name, ready: true }));
      }),
    create: (name, pair, entries, signal) =>
      connection.call(signal, async (client) => {
        const { source, target } = languagesOf(pair);
        const dictionary = {
          sourceLangCode: source,
          targetLangCode: target,
          entries: new GlossaryEntries({ entries }),
        };
        const { glossaryId } = await client.createMultilingualGlossary(name, [dictionary]);
        return { id: glossaryId, name, ready: true };
      }),
    remove: (id, signal) => connection.call(signal, (client) => client.deleteMultilingualGlossary(id)),
  };
}

function singlePairStore(connection: DeepLConnection): GlossaryStore {
  return {
    list: (signal) =>
      connection.call(signal, async (client) => {
        const glossaries = await client.listGlossaries();
        return glossaries.map(({ glossaryId, name, ready }) => ({ id: glossaryId, name, ready }));
      }),
    create: (name, pair, entries, signal) =>
      connection.call(signal, async (client) => {
        const { source, target } = languagesOf(pair);
        const made = await client.createGlossary(name, source, target, new GlossaryEntries({ entries }));
        return { id: made.glossaryId, name, ready: made.ready };
      }),
    remove: (id, signal) => connection.call(signal, (client) => client.deleteGlossary(id)),
  };
}

/** The library lists the languages of glossaries in a type; DeepL itself knows more by now, so the server decides. */
function languagesOf({ source, target }: DeepLPair): Record<'source' | 'target', SourceGlossaryLanguageCode> {
  return {
    source: source as SourceGlossaryLanguageCode,
    target: withoutVariant(target) as SourceGlossaryLanguageCode,
  };
}
