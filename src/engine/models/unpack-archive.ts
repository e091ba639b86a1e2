import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import path from 'node:path';
import { Readable } from 'node:stream';
import { Parser, type ReadEntry } from 'tar';
import unbzip2 from 'unbzip2-stream';
import { EngineError, foreignReason } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { cannotWrite } from './download-errors.ts';
import type { FileHash } from './file-hash.ts';
import { writeHashed } from './write-hashed.ts';

interface UnpackOptions {
  /** The address that the archive came from, for errors. */
  readonly url: string;
  /** Where its files go. Nothing is written anywhere else. */
  readonly folder: string;
  /** The files that it must have and that are kept, as they lie in its one folder; all at the top of that when absent. */
  readonly members?: readonly string[] | undefined;
  /** So much may be written, in bytes. */
  readonly mostBytes: number;
  readonly signal: AbortSignal;
  /** Told after each piece. */
  readonly onProgress?: ((readBytes: number) => void) | undefined;
}

/** Licences and notes are kept whether asked for or not. */
const NOTES = /^(?:licen[cs]e|readme|notice|copying|model_card)/iu;

/** No archive of a model has so many; one with more never ends. */
const MOST_ENTRIES = 10_000;

const FOLDERS = ['Directory', 'GNUDumpDir'];
const FILES = ['File', 'OldFile', 'ContiguousFile'];

/**
 * Unpacks a `.tar.bz2` of a model, whose files lie in one folder, and gives the hashes of the files that were kept. What
 * no such archive holds ends it: links, devices, and names that lead out of the folder.
 * @throws EngineError `download-failed` where the archive is damaged or hostile, `output-unwritable`; the reason of the
 *   signal where that aborts.
 */
export async function unpackArchive(archive: string, options: UnpackOptions): Promise<ReadonlyMap<string, FileHash>> {
  const { url, members, signal } = options;
  const unpacker = new Unpacker(options);
  try {
    for await (const piece of unzipped(archive, options)) {
      signal.throwIfAborted();
      await unpacker.write(piece);
    }
    await unpacker.end();
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EngineError) throw error;
    throw damaged(url, reasonOf(error));
  }
  const missing = members?.find((name) => !unpacker.kept.has(name));
  if (missing !== undefined) throw damaged(url, `it holds no ${missing}`);
  if (unpacker.kept.size === 0) throw damaged(url, 'it holds no files');
  return unpacker.kept;
}

/** The library is of the oldest kind of streams, which tells of errors, but not that it is read no more. */
async function* unzipped(archive: string, { onProgress }: UnpackOptions): AsyncGenerator<Buffer> {
  const packed = createReadStream(archive);
  let read = 0;
  packed.on('data', (piece) => onProgress?.((read += piece.length)));
  const plain = new Readable({ highWaterMark: 1 }).wrap(packed.pipe(unbzip2()));
  packed.on('error', (error) => plain.destroy(error));
  try {
    yield* plain as AsyncIterable<Buffer>;
  } finally {
    packed.destroy();
  }
}

/** Reads a tar and keeps what is wanted of it, one file after the other. */
class Unpacker {
  readonly kept = new Map<string, FileHash>();
  readonly #options: UnpackOptions;
  readonly #parser: Parser;
  readonly #failed = new AbortController();
  readonly #names = new Set<string>();
  #work: Promise<void> = Promise.resolve();
  #entries = 0;
  #room: number;

  constructor(options: UnpackOptions) {
    this.#options = options;
    this.#room = options.mostBytes;
    this.#parser = new Parser({ strict: true, onReadEntry: (entry) => this.#take(entry) });
    this.#parser.on('error', (error: unknown) => this.#failed.abort(error));
  }

  async write(piece: Buffer): Promise<void> {
    this.#failed.signal.throwIfAborted();
    if (this.#parser.write(piece)) return;
    await once(this.#parser, 'drain', { signal: this.#failed.signal }).catch((error: unknown) => {
      this.#failed.signal.throwIfAborted();
      throw error;
    });
  }

  async end(): Promise<void> {
    this.#failed.signal.throwIfAborted();
    this.#parser.end();
    await this.#work;
    this.#failed.signal.throwIfAborted();
  }

  #take(entry: ReadEntry): void {
    try {
      const name = this.#nameToKeep(entry);
      if (name === undefined) entry.resume();
      else
        this.#work = this.#work.then(() => this.#keep(entry, name)).catch((error: unknown) => this.#fail(error, entry));
    } catch (error) {
      this.#fail(error, entry);
    }
  }

  /** What is behind the first fault is read, so that the parser ends, and is not looked at. */
  #fail(error: unknown, entry: ReadEntry): void {
    this.#failed.abort(error);
    entry.resume();
  }

  async #keep(entry: ReadEntry, name: string): Promise<void> {
    const file = path.join(this.#options.folder, name);
    await makeFolder(path.dirname(file)).catch(cannotWrite(file));
    this.kept.set(name, await writeHashed(file, entry));
  }

  /** Throws where an entry is one that no archive of a model has. */
  #nameToKeep({ path: place, type, size }: ReadEntry): string | undefined {
    const { url, members } = this.#options;
    this.#entries += 1;
    if (this.#entries > MOST_ENTRIES) throw damaged(url, 'it holds too many files');
    const parts = place.split(/[\\/]/u).filter((part) => part !== '' && part !== '.');
    const leadsOut = parts.includes('..') || /^(?:[\\/]|[a-z]:)/iu.test(place) || place.includes('\0');
    if (leadsOut) throw damaged(url, `it holds a file outside of its folder ("${place}")`);
    if (FOLDERS.includes(type)) return undefined;
    if (!FILES.includes(type)) throw damaged(url, `it holds ${article(type)} ("${place}")`);
    const [folder, ...inside] = parts;
    const name = inside.length === 0 ? folder : inside.join('/');
    if (name === undefined || !isWanted(name, members)) return undefined;
    if (this.#names.has(name)) throw damaged(url, `it holds ${name} twice`);
    this.#names.add(name);
    this.#room -= size;
    if (this.#room < 0) {
      throw damaged(url, `its files are larger than ${Math.round(this.#options.mostBytes / 1e6)} MB`);
    }
    return name;
  }
}

function isWanted(name: string, members: readonly string[] | undefined): boolean {
  if (members?.includes(name) === true) return true;
  return !name.includes('/') && (members === undefined || NOTES.test(name));
}

function article(type: string): string {
  const names: Readonly<Record<string, string>> = { SymbolicLink: 'a symbolic link', Link: 'a link' };
  return names[type] ?? `an entry of the kind ${type}`;
}

function damaged(url: string, reason: string): EngineError {
  return new EngineError('download-failed', `The archive ${url} cannot be unpacked: ${reason}.`, {
    hint: 'Nothing of it was kept. Try again, or name another mirror with --mirror.',
  });
}

/** Messages of the libraries are about bytes only. */
function reasonOf(error: unknown): string {
  return error instanceof Error ? foreignReason(error).replace(/^[A-Z_]+: /u, '') : 'it is damaged';
}
