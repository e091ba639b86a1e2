import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { writeWhole } from '../../write-whole.ts';
import { createFile } from './session-folder.ts';

/** A kill may fall between two pages of one write, but not into one. No system has smaller ones, in bytes. */
const PAGE_BYTES = 4096;

/** There a process is not killed within a write; but a file that an editor has open cannot be replaced. */
const WRITES_ARE_WHOLE = process.platform === 'win32';

const LINE_END = '\n'.charCodeAt(0);

/**
 * A text file that grows by what is settled, and ends with a tail: what would follow if nothing more came. The tail is
 * written over as more becomes known. Whenever the process is killed, the file holds the text before a write or the one after
 * it, and at most some empty lines behind that. It is found by its name each time: one that was deleted meanwhile would take
 * everything and keep nothing.
 */
export class SettlingFile {
  readonly #path: string;
  /** How much is settled, in bytes; undefined before the file is made. */
  #settledBytes: number | undefined;
  #tail = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Puts a piece behind what is settled, and a tail behind the piece.
   * @returns false where somebody has changed the file meanwhile: nothing was written then.
   * @throws the error of the file system; the file is as it was then.
   */
  async write(piece: string, tail: string): Promise<boolean> {
    const text = Buffer.from(piece + tail);
    if (this.#settledBytes === undefined) await createFile(this.#path, text);
    else if (!(await this.#replaceTail(this.#settledBytes, text))) return false;
    const pieceBytes = Buffer.byteLength(piece);
    this.#settledBytes = (this.#settledBytes ?? 0) + pieceBytes;
    this.#tail = text.subarray(pieceBytes);
    return true;
  }

  async #replaceTail(settledBytes: number, text: Buffer): Promise<boolean> {
    const handle = await open(this.#path, constants.O_RDWR);
    let settled: Buffer | undefined;
    try {
      if ((await handle.stat()).size !== settledBytes + this.#tail.length) return false;
      // Somebody who puts a letter right leaves the size as it is.
      if (!this.#tail.equals(await readAt(handle, this.#tail.length, settledBytes))) return false;
      if (this.#isOneWrite(settledBytes, text)) await this.#writeOver(handle, settledBytes, text);
      else settled = await readAt(handle, settledBytes, 0);
      if (settled && settled.length < settledBytes) return false;
    } finally {
      await handle.close();
    }
    if (settled) await writeWhole(this.#path, `${settled.toString()}${text.toString()}`);
    return true;
  }

  /** Whether all that changes lies in one page. */
  #isOneWrite(settledBytes: number, text: Buffer): boolean {
    const from = settledBytes + firstDifference(this.#tail, text);
    const last = settledBytes + Math.max(this.#tail.length, text.length) - 1;
    return WRITES_ARE_WHOLE || pageOf(from) >= pageOf(last);
  }

  async #writeOver(handle: FileHandle, settledBytes: number, text: Buffer): Promise<void> {
    const size = settledBytes + this.#tail.length;
    const length = Math.max(this.#tail.length, text.length);
    const [before, after] = [lengthened(this.#tail, length), lengthened(text, length)];
    const from = firstDifference(before, after);
    try {
      // Room first: on a full disk nothing is written over.
      await writeAt(handle, before.subarray(this.#tail.length), size);
      await writeAt(handle, after.subarray(from), settledBytes + from);
      await handle.truncate(settledBytes + text.length);
    } catch (error) {
      await handle.truncate(size);
      throw error;
    }
  }
}

function pageOf(position: number): number {
  return Math.floor(position / PAGE_BYTES);
}

/** With empty lines behind it. */
function lengthened(text: Buffer, length: number): Buffer {
  return Buffer.concat([text, Buffer.alloc(length - text.length, LINE_END)]);
}

function firstDifference(one: Buffer, other: Buffer): number {
  const index = one.findIndex((byte, at) => byte !== other[at]);
  return index === -1 ? one.length : index;
}

/** What is there of so many bytes. */
async function readAt(handle: FileHandle, length: number, position: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** A disk that is nearly full takes less than is asked, and tells at the next try. */
async function writeAt(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}
