import { keepCatalogue, readKeptCatalogue, readShippedCatalogue } from './catalogue-file.ts';
import { fetchCatalogue } from './fetch-catalogue.ts';
import { DEFAULT_MIRROR, type Mirror } from './mirror.ts';
import { pairsOf, type CatalogueList, type CataloguePair } from './translation-catalogue.ts';

/** Where lists of models are. */
interface CatalogueFolders {
  /** The bundled files. */
  readonly assets: string;
  /** The user's models. */
  readonly folder: string;
}

/** What can be downloaded from a mirror, by the newest list that is on this computer; nothing is asked of the network. */
export async function openCatalogue(mirror: Mirror, folders: CatalogueFolders): Promise<readonly CataloguePair[]> {
  const kept = await readKeptCatalogue(folders.folder, mirror.address);
  if (kept) return pairsOf(kept);
  return mirror.address === DEFAULT_MIRROR ? pairsOf(await readShippedCatalogue(folders.assets)) : [];
}

/** Reads the list of the mirror anew and keeps it. @throws EngineError `download-failed` or `output-unwritable`. */
export async function refreshCatalogue(
  mirror: Mirror,
  folders: CatalogueFolders,
  signal: AbortSignal,
): Promise<readonly CataloguePair[]> {
  const fetched = await fetchCatalogue(mirror, signal);
  const shipped = await readShippedCatalogue(folders.assets);
  const list: CatalogueList = { ...fetched, comet: fetched.comet ?? knownQuality(shipped, fetched) };
  await keepCatalogue(folders.folder, mirror.address, list);
  return pairsOf(list);
}

/** The published quality belongs to a model, so to its checksum. */
function knownQuality(shipped: CatalogueList, fetched: CatalogueList): Record<string, number> {
  const checksums = new Set(fetched.files.flatMap(({ sha256 }) => sha256 ?? []));
  const same = pairsOf(shipped).filter(({ files }) => files.every(({ sha256 }) => sha256 && checksums.has(sha256)));
  return Object.fromEntries(same.flatMap(({ pair, comet }) => (comet === undefined ? [] : [[pair, comet]])));
}

/** True where each file can be checked, so that the pair can be installed. */
export function hasChecksums({ files }: CataloguePair): boolean {
  return files.every(({ sha256 }) => sha256 !== undefined);
}
