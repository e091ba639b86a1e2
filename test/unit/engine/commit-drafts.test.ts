import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commitDrafts, DraftError } from '../../../src/engine/commit-drafts.ts';
import { FileDraft } from '../../../src/engine/file-draft.ts';

describe('commitDrafts', () => {
  let folder = '';
  let at = (name: string): string => name;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'overlingo-drafts-'));
    at = (name) => path.join(folder, name);
    await writeFile(at('a.srt'), 'former');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const draftOf = async (name: string): Promise<FileDraft> => {
    const draft = await FileDraft.open(at(name));
    await draft.write(`new ${name}`);
    return draft;
  };

  it('gives all drafts their names, and leaves nothing beside them', async () => {
    await commitDrafts([await draftOf('a.srt'), await draftOf('b.srt')]);
    expect((await readdir(folder)).toSorted()).toEqual(['a.srt', 'b.srt']);
    expect(await readFile(at('a.srt'), 'utf8')).toBe('new a.srt');
  });

  it('gives none its name where one cannot have it, and tells which', async () => {
    const drafts = [await draftOf('a.srt'), await draftOf('b.srt'), await draftOf('c.srt')];
    await mkdir(at('c.srt'));
    const error = await commitDrafts(drafts).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(DraftError);
    expect((error as DraftError).draft).toBe(drafts[2]);
    expect((await readdir(folder)).toSorted()).toEqual(['a.srt', 'a.srt.part', 'b.srt.part', 'c.srt', 'c.srt.part']);
    expect(await readFile(at('a.srt'), 'utf8')).toBe('former');
    expect(await readFile(at('a.srt.part'), 'utf8')).toBe('new a.srt');
    expect(drafts.map(({ isPlaced }) => isPlaced)).toEqual([false, false, false]);
  });

  it('gives a draft the name that became known at its end', async () => {
    const draft = await draftOf('talk.mul.srt');
    await draft.retarget(at('talk.es.srt'));
    await commitDrafts([draft]);
    expect((await readdir(folder)).toSorted()).toEqual(['a.srt', 'talk.es.srt']);
  });
});
