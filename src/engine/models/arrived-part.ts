import { readFile, rm, writeFile } from 'node:fs/promises';
import { sizeOf } from './file-hash.ts';

/** What belongs to a download that was begun. */
interface BegunDownload {
  readonly target: string;
  readonly sha256?: string | undefined;
  readonly bytes?: number | undefined;
}

/** What an earlier attempt left. */
export interface ArrivedPart {
  /** 0 where nothing is there that could be gone on with. */
  readonly bytes: number;
  /** The server's name for the version that the part is of. */
  readonly version: string | undefined;
}

/**
 * What is there of a file. Where its checksum is known, that will tell whether the part belongs to it; else only the
 * version that the server told does, and a part without one is deleted.
 */
export async function arrivedPart({ target, sha256, bytes }: BegunDownload): Promise<ArrivedPart> {
  const have = await sizeOf(target);
  const version = sha256 === undefined ? await readFile(versionFile(target), 'utf8').catch(() => undefined) : undefined;
  const tooLong = bytes !== undefined && have > bytes;
  const ofUnknown = sha256 === undefined && version === undefined && have !== bytes;
  if (have === 0 || (!tooLong && !ofUnknown)) return { bytes: have, version };
  await rm(target, { force: true });
  return { bytes: 0, version: undefined };
}

/** Notes the version of a file whose first byte is about to come. @param etag as the server sent it. */
export async function keepVersion({ target, sha256 }: BegunDownload, etag: string | null): Promise<void> {
  if (sha256 !== undefined) return;
  // A weak one stands for several files.
  if (etag === null || etag.startsWith('W/')) await rm(versionFile(target), { force: true });
  else await writeFile(versionFile(target), etag);
}

function versionFile(target: string): string {
  return `${target}.version`;
}
