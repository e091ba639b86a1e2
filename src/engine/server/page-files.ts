import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { EngineError } from '../errors.ts';
import { hasCode } from '../system-code.ts';

/** A file that the server may give out, held in memory. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Buffer;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
};

/** A theme or a font that is larger than this is a mistake, and would be held in memory. */
const LARGEST_FILE_BYTES = 8_000_000;

export interface PageFolders {
  /** Folder of the built pages. */
  readonly pagesFolder: string;
  /** Folder with `themes` and `fonts`. */
  readonly assetsFolder: string;
}

/**
 * Reads everything that may be served, by its path on the server. What is not in this list cannot be asked for, so no
 * path of a request ever reaches the file system. A page `name.html` is served as `/name`, and `index.html` as `/`.
 */
export async function readPageFiles(folders: PageFolders): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>();
  await addFolder(files, folders.pagesFolder, '/');
  await addFolder(files, path.join(folders.assetsFolder, 'themes'), '/themes/');
  await addFolder(files, path.join(folders.assetsFolder, 'fonts'), '/fonts/');
  if (files.has('/overlay')) return files;
  throw new EngineError('server-failed', `The caption pages are missing in ${folders.pagesFolder}.`, {
    hint: 'Install Overlingo again, or run: npm run build',
    stage: 'server',
  });
}

/** One more file, at a path of its own. */
export async function readPageFile(file: string): Promise<PageFile> {
  const contentType = CONTENT_TYPES[path.extname(file)] ?? 'application/octet-stream';
  return { contentType, body: await readFile(file) };
}

async function addFolder(files: Map<string, PageFile>, folder: string, prefix: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  for (const entry of entries) {
    const extension = path.extname(entry.name);
    const contentType = CONTENT_TYPES[extension];
    if (!contentType || !entry.isFile()) continue;
    const body = await readFile(path.join(folder, entry.name));
    if (body.length > LARGEST_FILE_BYTES) continue;
    files.set(servedPath(prefix, entry.name, extension), { contentType, body });
  }
}

function servedPath(prefix: string, name: string, extension: string): string {
  if (extension !== '.html') return prefix + encodeURIComponent(name);
  return name === 'index.html' ? prefix : prefix + encodeURIComponent(path.basename(name, extension));
}
