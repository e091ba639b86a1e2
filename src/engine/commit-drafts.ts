import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, link, rename, rm, stat } from 'node:fs/promises';
import type { FileDraft } from './file-draft.ts';

/** One of several drafts could not become its file, and so none did. */
export class DraftError extends Error {
  override readonly name = 'DraftError';
  /** The one that could not be made. */
  readonly draft: FileDraft;

  constructor(draft: FileDraft, cause: unknown) {
    super(`${draft.target} could not be replaced.`, { cause });
    this.draft = draft;
  }
}

/** A draft that has its name, and where what it replaced is kept meanwhile. */
interface Placed {
  readonly draft: FileDraft;
  readonly former: string | undefined;
}

/** Gives all drafts their names, or none. @throws DraftError; all former files are as they were then. */
export async function commitDrafts(drafts: readonly FileDraft[]): Promise<void> {
  for (const draft of drafts) {
    await draft.prepare().catch((error: unknown) => {
      throw new DraftError(draft, error);
    });
  }
  const placed: Placed[] = [];
  for (const draft of drafts) {
    try {
      placed.push(await place(draft));
    } catch (error) {
      for (const one of placed.toReversed()) await takeBack(one);
      throw new DraftError(draft, error);
    }
  }
  for (const { former } of placed) if (former !== undefined) await rm(former, { force: true }).catch(() => undefined);
}

async function place(draft: FileDraft): Promise<Placed> {
  const former = await keepFormer(draft.target);
  try {
    await draft.place();
  } catch (error) {
    if (former !== undefined) await rm(former, { force: true }).catch(() => undefined);
    throw error;
  }
  return { draft, former };
}

/** A second name for what will be replaced; a copy where a disk knows no second names. */
async function keepFormer(target: string): Promise<string | undefined> {
  const found = await stat(target).catch(() => undefined);
  if (found?.isFile() !== true) return undefined;
  const former = `${target}.${randomBytes(4).toString('hex')}.former`;
  await link(target, former).catch(() => copyFile(target, former, constants.COPYFILE_EXCL));
  return former;
}

/** Goes on where a step fails: the others are to be taken back all the same. */
async function takeBack({ draft, former }: Placed): Promise<void> {
  await draft.takeBack().catch(() => undefined);
  if (former !== undefined) await rename(former, draft.target).catch(() => undefined);
}
