import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Header } from 'tar';

type EntryType =
  NonNullable<ConstructorParameters<typeof Header>[0]> extends infer Data
    ? Data extends { type?: infer Type }
      ? Type
      : never
    : never;

/** One entry of an archive, however wrong. */
export interface ArchiveEntry {
  readonly path: string;
  readonly content?: Buffer;
  readonly type?: EntryType;
  readonly linkpath?: string;
  /** What the head says instead of the true size. */
  readonly size?: number;
}

/** A `.tar.bz2` with these entries, as nobody's tar would write it. */
export async function archiveOf(entries: readonly ArchiveEntry[]): Promise<Buffer> {
  return bzip2(tarOf(entries));
}

/** Packs bytes by the program bzip2, which the machines of the tests have. */
export async function bzip2(bytes: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-archive-'));
  try {
    await writeFile(path.join(folder, 'a.tar'), bytes);
    execFileSync('bzip2', ['-1', path.join(folder, 'a.tar')]);
    return await readFile(path.join(folder, 'a.tar.bz2'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function tarOf(entries: readonly ArchiveEntry[]): Buffer {
  const blocks = entries.flatMap(({ path: place, content = Buffer.alloc(0), type = 'File', linkpath, size }) => {
    const head = Buffer.alloc(512);
    const header = new Header({ path: place, type, size: size ?? content.length, mode: 0o644, mtime: new Date(0) });
    if (linkpath !== undefined) header.linkpath = linkpath;
    header.encode(head, 0);
    return [head, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}
