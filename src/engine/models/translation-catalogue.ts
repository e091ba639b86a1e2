import { z } from 'zod';

/** What a file of a pair is for: the weights, one vocabulary for both sides, or one for each. */
export type CatalogueRole = 'model' | 'vocab' | 'srcvocab' | 'trgvocab';

/** One file on the mirror. */
export interface CatalogueFile {
  readonly role: CatalogueRole;
  /** Below the address of the mirror. Where it ends in `.gz`, the file is compressed. */
  readonly path: string;
  /** As it is served. */
  readonly bytes?: number;
  /** SHA-256 of the file as it is served, in hexadecimal. Without it the file cannot be installed. */
  readonly sha256?: string;
}

/** One model that can be downloaded. */
export interface CataloguePair {
  /** Such as `es-en` or `en-zh-Hant`. */
  readonly pair: string;
  readonly files: readonly CatalogueFile[];
  /** Quality by COMET-22 on FLORES, where it was published for this very model: 0 to 1. */
  readonly comet?: number;
}

const fileSchema = z.object({
  path: z.string().regex(/^[\w.-]+(?:\/[\w.-]+)+$/u),
  bytes: z.int().positive().optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/u)
    .optional(),
});

/** A list of files on a mirror, with what is known of the pairs. */
export const catalogueSchema = z.object({
  files: z.array(fileSchema),
  comet: z.record(z.string(), z.number().min(0).max(1)).optional(),
});

export type CatalogueList = z.infer<typeof catalogueSchema>;

/**
 * The pairs of a list, sorted by name. Files that are none of a pair (shortlists, notes) and pairs that lack a file are
 * left out.
 */
export function pairsOf({ files, comet = {} }: CatalogueList): readonly CataloguePair[] {
  const pairs = new Map<string, CatalogueFile[]>();
  for (const { path, bytes, sha256 } of files) {
    const place = placeOf(path);
    if (!place) continue;
    const known = { ...(bytes === undefined ? {} : { bytes }), ...(sha256 === undefined ? {} : { sha256 }) };
    pairs.set(place.pair, [...(pairs.get(place.pair) ?? []), { role: place.role, path, ...known }]);
  }
  return [...pairs]
    .filter(([, found]) => isComplete(found))
    .map(([pair, found]) => {
      const quality = comet[pair];
      return { pair, files: found, ...(quality === undefined ? {} : { comet: quality }) };
    })
    .toSorted((one, other) => (one.pair < other.pair ? -1 : 1));
}

/** How much is downloaded for a pair, in bytes, as far as it is known. */
export function bytesOf({ files }: CataloguePair): number {
  return files.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

const ROLES: readonly (readonly [CatalogueRole, RegExp])[] = [
  ['model', /^model\..+\.bin(?:\.gz)?$/u],
  ['vocab', /^vocab\..+\.spm(?:\.gz)?$/u],
  ['srcvocab', /^srcvocab\..+\.spm(?:\.gz)?$/u],
  ['trgvocab', /^trgvocab\..+\.spm(?:\.gz)?$/u],
];

/** Folders are named like `es-en`. Mozilla writes `zh_hant` for what is `zh-Hant` elsewhere. */
const PAIR = /^[a-z]{2,3}(?:-Hant)?-[a-z]{2,3}(?:-Hant)?$/u;

function placeOf(path: string): { readonly pair: string; readonly role: CatalogueRole } | undefined {
  const [name = '', folder = '', ...above] = path.split('/').toReversed();
  const pair = folder.replaceAll('_hant', '-Hant');
  const role = ROLES.find(([, pattern]) => pattern.test(name))?.[0];
  return role && PAIR.test(pair) && !above.includes('..') ? { pair, role } : undefined;
}

/** One file of each kind, and either one vocabulary or two. */
function isComplete(files: readonly CatalogueFile[]): boolean {
  const roles = files
    .map(({ role }) => role)
    .toSorted()
    .join(' ');
  return roles === 'model vocab' || roles === 'model srcvocab trgvocab';
}
