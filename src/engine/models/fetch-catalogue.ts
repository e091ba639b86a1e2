import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { httpFailure, networkFailure } from './download-errors.ts';
import { limitedText } from '../pipeline/limited-text.ts';
import { outgoingFetch } from '../pipeline/network/outgoing-fetch.ts';
import type { Mirror } from './mirror.ts';
import { catalogueSchema, type CatalogueList } from './translation-catalogue.ts';

/** A page names a thousand files, or all of a small mirror. */
const LONGEST_PAGE_BYTES = 4_000_000;

/** No mirror has so many pages of files; a longer list never ends. */
const MOST_PAGES = 100;

const MODEL_FILE = /\.(?:bin|spm)(?:\.gz)?$/u;

/** What Hugging Face tells of files. Of a large one, `lfs.oid` is its SHA-256; of a small one, nothing is. */
const hostedSchema = z
  .array(z.object({ path: z.string(), size: z.number(), lfs: z.object({ oid: z.string() }).optional() }))
  .transform((entries): z.input<typeof catalogueSchema> => ({
    files: entries
      .filter(({ path }) => MODEL_FILE.test(path))
      .map(({ path, size, lfs }) => ({ path, bytes: size, ...(lfs ? { sha256: lfs.oid } : {}) })),
  }))
  .pipe(catalogueSchema);

/**
 * Reads the list of a mirror.
 * @throws EngineError `download-failed` where it cannot be read, or is no such list.
 */
export async function fetchCatalogue(mirror: Mirror, signal: AbortSignal): Promise<CatalogueList> {
  const pages: unknown[] = [];
  let next: string | undefined = mirror.listUrl;
  while (next !== undefined && pages.length < MOST_PAGES) {
    const { page, following } = await fetchPage(next, signal);
    pages.push(page);
    next = mirror.listShape === 'hugging-face' ? following : undefined;
  }
  const hosted = mirror.listShape === 'hugging-face';
  const parsed = hosted ? hostedSchema.safeParse(pages.flat()) : catalogueSchema.safeParse(pages[0]);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    throw badList(mirror.listUrl, `${path.join('.')}: ${message}`);
  }
  return parsed.data;
}

async function fetchPage(url: string, signal: AbortSignal): Promise<{ page: unknown; following: string | undefined }> {
  const response = await outgoingFetch(url, { signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw networkFailure(url, error);
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw httpFailure(url, response);
  }
  const link = /<([^<>]+)>;\s{0,8}rel="next"/u.exec(response.headers.get('link') ?? '')?.[1];
  const text = await limitedText(response, LONGEST_PAGE_BYTES).catch((error: unknown) => {
    signal.throwIfAborted();
    throw networkFailure(url, error);
  });
  if (text === undefined) throw badList(url, `it is longer than ${LONGEST_PAGE_BYTES / 1e6} MB`);
  try {
    return { page: JSON.parse(text) as unknown, following: link && new URL(link, url).href };
  } catch {
    throw badList(url, 'it is no JSON');
  }
}

function badList(url: string, reason: string): EngineError {
  return new EngineError('download-failed', `The list of models at ${url} cannot be used: ${reason}.`, {
    hint: 'docs/translation-models.md tells what a mirror must serve.',
  });
}
