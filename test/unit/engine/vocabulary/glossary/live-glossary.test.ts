import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LiveGlossary, type GlossaryReload } from '../../../../../src/engine/vocabulary/glossary/live-glossary.ts';
import { eventually } from '../../../../../src/testing/eventually.ts';
import { ManualClock } from '../../../../../src/testing/manual-clock.ts';

let folder: string;
let file: string;
let clock: ManualClock;
let reloads: string[];
let opened: LiveGlossary | undefined;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'glossary-'));
  file = path.join(folder, 'terms.tsv');
  clock = new ManualClock();
  reloads = [];
});

afterEach(async () => {
  await opened?.close();
  opened = undefined;
  await rm(folder, { recursive: true, force: true });
});

async function open(content: string | Buffer): Promise<LiveGlossary> {
  await writeFile(file, content);
  const onReload = (reload: GlossaryReload): void => {
    reloads.push(reload.type === 'reloaded' ? `revision ${reload.glossary.revision}` : reload.error.message);
  };
  opened = await LiveGlossary.open(file, { clock, onReload });
  return opened;
}

/** Lets seconds pass until `count` changes were told. */
async function told(count: number): Promise<void> {
  await eventually(async () => {
    await clock.advance(1000);
    expect(reloads).toHaveLength(count);
  });
}

const names = (glossary: LiveGlossary): string[] => glossary.current.terms.map(({ term }) => term);

describe('LiveGlossary', () => {
  it('takes over a valid edit, also where the editor replaces the file', async () => {
    const glossary = await open('term\tes\nraid\tataque\n');
    expect(glossary.revision).toBe(1);
    await writeFile(file, 'term\tes\nraid\tincursión\n');
    await told(1);
    expect(glossary.termsFor('en', 'es')).toEqual([{ source: 'raid', target: 'incursión' }]);
    await writeFile(`${file}.new`, 'term\nclip\n');
    await rename(`${file}.new`, file);
    await told(2);
    expect([names(glossary), glossary.revision]).toEqual([['clip'], 3]);
    expect(reloads).toEqual(['revision 2', 'revision 3']);
  });

  it('keeps the former terms while an edit is not valid, and tells when it is again', async () => {
    const glossary = await open('term\nraid\n');
    await writeFile(file, 'term\tcase\nraid\tupper\n');
    await told(1);
    expect(reloads[0]).toBe(
      `The glossary cannot be used: ${file}, line 2, "case": "upper" is not a case rule; write keep, sentence or any.`,
    );
    expect([names(glossary), glossary.revision]).toEqual([['raid'], 1]);
    await writeFile(file, 'term\nraid\n');
    await told(2);
    expect(reloads[1]).toBe('revision 2');
  });

  it('survives that the file and its folder vanish', async () => {
    const glossary = await open('term\nraid\n');
    await rm(folder, { recursive: true });
    await told(1);
    expect(reloads[0]).toBe(`The glossary ${file} does not exist.`);
    expect(names(glossary)).toEqual(['raid']);
    await mkdir(folder);
    await writeFile(file, 'term\nclip\n');
    await told(2);
    expect(names(glossary)).toEqual(['clip']);
  });

  it('waits until the file stays as it is', async () => {
    const glossary = await open('term\nraid\n');
    for (let edit = 0; edit < 5; edit += 1) {
      await writeFile(file, `term\tcase\nraid\tnot yet ${'!'.repeat(edit)}`);
      await clock.advance(1000);
    }
    await writeFile(file, 'term\nclip\n');
    await eventually(async () => {
      await clock.advance(1000);
      expect(names(glossary)).toEqual(['clip']);
    });
    expect(reloads).toEqual(['revision 2']);
  });

  it('tells nothing of a file that was only touched, nor after it was closed', async () => {
    const glossary = await open('term\nraid\n');
    await writeFile(file, 'term\nraid\n');
    await clock.advance(10_000);
    await glossary.close();
    await writeFile(file, 'term\nclip\n');
    await clock.advance(10_000);
    expect([reloads, glossary.revision]).toEqual([[], 1]);
  });

  it.each([
    ['UTF-16', Buffer.from('\ufeffterm\nraid\n', 'utf16le'), /terms\.tsv is written in UTF-16\.$/u],
    [
      'Latin-1',
      Buffer.from('term\nraid\ncafé\n', 'latin1'),
      /terms\.tsv, line 3: this line is not UTF-8; save the file as UTF-8\.$/u,
    ],
    ['binary', Buffer.from([0x50, 0x4b, 0, 3]), /terms\.tsv is not a text file\.$/u],
    ['too large', Buffer.alloc(524_289, 'x'), /has 513 KiB, more than the 512 KiB that are allowed\.$/u],
  ])('refuses a file that is %s', async (_, content, message) => {
    await expect(open(content)).rejects.toMatchObject({
      code: 'glossary-invalid',
      message: expect.stringMatching(message) as string,
    });
  });

  it('reads UTF-8 with a byte order mark', async () => {
    expect(names(await open('\ufeffterm\ncafé\n'))).toEqual(['café']);
  });

  it('refuses a folder and a file that is not there', async () => {
    const options = { clock, onReload: () => undefined };
    await expect(LiveGlossary.open(folder, options)).rejects.toThrow(/is not a file/u);
    await expect(LiveGlossary.open(file, options)).rejects.toThrow(/does not exist/u);
  });
});
