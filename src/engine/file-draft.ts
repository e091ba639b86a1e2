import { constants, type Stats } from 'node:fs';
import { access, open, readlink, realpath, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { hasCode } from './system-code.ts';

/** So many drafts of one file lie beside it only where something goes wrong again and again. */
const MOST_DRAFTS = 1000;

/** What a name of a file may be long, with room for the end of a draft's name, in bytes. */
const LONGEST_STEM = 240;

/** Who may read and write a file, without the bits that say what a program does. */
const PERMISSIONS = 0o777;

/**
 * A file in the making, beside the one that it is to replace: that one stays as it is until `commit`. Where the name is
 * a link, the file that it points to is replaced.
 */
export class FileDraft {
  /** Where it lies. */
  readonly path: string;
  #target: string;
  #isPlaced = false;
  /** The former file, when the draft was made; undefined where there was none. */
  #former: Stats | undefined;
  /** When the draft was made, by the clock of its file system, in milliseconds. */
  readonly #begunMs: number;
  readonly #handle: FileHandle;
  readonly #mode: number | undefined;

  private constructor(
    place: Pick<FileDraft, 'path' | 'target'> & { readonly former: Stats | undefined; readonly begunMs: number },
    handle: FileHandle,
    mode?: number,
  ) {
    this.path = place.path;
    this.#target = place.target;
    this.#former = place.former;
    this.#begunMs = place.begunMs;
    this.#handle = handle;
    this.#mode = mode;
  }

  /**
   * @param mode who may read and write the file; that of the former file, else the usual one, when absent.
   * @throws the error of the file system, also where the former file may not be written to.
   */
  static async open(file: string, mode?: number): Promise<FileDraft> {
    const target = await behindLinks(file);
    const former = await statOf(target);
    if (former) await access(target, constants.W_OK);
    const { handle, path: draft } = await openBeside(target, mode ?? (former && former.mode & PERMISSIONS));
    const { mtimeMs: begunMs } = await handle.stat();
    return new FileDraft({ path: draft, target, former, begunMs }, handle, mode);
  }

  /** Puts a piece behind the others. @throws the error of the file system. */
  async write(piece: string | Uint8Array): Promise<void> {
    await this.#handle.appendFile(piece);
  }

  /** True once it has its name. */
  get isPlaced(): boolean {
    return this.#isPlaced;
  }

  /** The file that it replaces, behind links. */
  get target(): string {
    return this.#target;
  }

  /**
   * Lets it become another file of the same folder, where its name is known only at the end.
   * @throws the error of the file system, also where that file is there and may not be written to.
   */
  async retarget(file: string): Promise<void> {
    const target = await behindLinks(file);
    const former = await statOf(target);
    if (former) await access(target, constants.W_OK);
    // Nobody has looked at that file before: what is younger than the draft was not there as it is now.
    this.#former = former && former.mtimeMs > this.#begunMs ? undefined : former;
    this.#target = target;
  }

  /** True where somebody else has made or changed the file since the draft was made: its content, not its rights. */
  async isTargetChanged(): Promise<boolean> {
    const now = await statOf(this.#target);
    if (!now) return false;
    const former = this.#former;
    return former?.ino !== now.ino || former.size !== now.size || former.mtimeMs !== now.mtimeMs;
  }

  /** Puts it on the disk and gives it its name. @throws the error of the file system; the draft is still there then. */
  async commit(): Promise<void> {
    await this.prepare();
    await this.place();
  }

  /** The first half of `commit`: puts it on the disk. Nothing can be written any more. */
  async prepare(): Promise<void> {
    try {
      await this.#takeAfter(await statOf(this.#target));
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }

  /** The second half of `commit`: gives it its name. */
  async place(): Promise<void> {
    await rename(this.path, this.#target);
    this.#isPlaced = true;
  }

  /** Takes back `place`: it is a draft again. What it had replaced is not its work. */
  async takeBack(): Promise<void> {
    await rename(this.#target, this.path);
    this.#isPlaced = false;
  }

  /** Takes it away. */
  async discard(): Promise<void> {
    await this.#handle.close();
    await rm(this.path, { force: true });
  }

  /** Leaves it where it is. An empty one is taken away. True where something is left. */
  async keep(): Promise<boolean> {
    await this.#handle.close();
    const found = await statOf(this.path);
    if (found?.size === 0) await rm(this.path, { force: true });
    return found !== undefined && found.size > 0;
  }

  /** Owner and rights of the former file, as it is now. What the process takes away from new files does not hold for it. */
  async #takeAfter(former: Stats | undefined): Promise<void> {
    const own = await this.#handle.stat();
    const isOthers = former !== undefined && (former.uid !== own.uid || former.gid !== own.gid);
    if (isOthers) await this.#handle.chown(former.uid, former.gid).catch(() => undefined);
    const mode = this.#mode ?? (former && former.mode & PERMISSIONS);
    if (mode !== undefined) await this.#handle.chmod(mode);
  }
}

/** The file that a name means, also where a link points to one that is not there yet. */
async function behindLinks(file: string): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if (hasCode(error, 'ELOOP') || hasCode(error, 'ENAMETOOLONG')) throw error;
    const link = await readlink(file).catch(() => undefined);
    if (link === undefined) return file;
    return behindLinks(path.resolve(await realpath(path.dirname(file)), link));
  }
}

/** Never a file that is there: it may be what an earlier run has left, or somebody else's. */
async function openBeside(target: string, mode = 0o666): Promise<{ handle: FileHandle; path: string }> {
  const stem =
    Buffer.byteLength(path.basename(target)) > LONGEST_STEM ? path.join(path.dirname(target), 'draft') : target;
  for (let count = 1; ; count += 1) {
    const draft = count === 1 ? `${stem}.part` : `${stem}.${count}.part`;
    try {
      return { handle: await open(draft, 'wx', mode), path: draft };
    } catch (error) {
      if (!hasCode(error, 'EEXIST') || count === MOST_DRAFTS) throw error;
    }
  }
}

function statOf(file: string): Promise<Stats | undefined> {
  return stat(file).catch(() => undefined);
}
