import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SettlingFile } from '../../../../../src/engine/captions/sessions/settling-file.ts';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'overlingo-settling-'));
  file = path.join(folder, 'captions.srt');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const textIn = (): Promise<string> => readFile(file, 'utf8');

describe('a file that settles', () => {
  it('holds what is settled and one tail, whatever is longer than what', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ß', '語', '\n'), maxLength: 3000 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }), async (writes) => {
        await rm(file, { force: true });
        const settling = new SettlingFile(file);
        let settled = '';
        for (const [piece, tail] of writes) {
          settled += piece;
          expect([await settling.write(piece, tail), await textIn()]).toEqual([true, settled + tail]);
        }
        expect(await readdir(folder)).toEqual(['captions.srt']);
      }),
      { numRuns: 40 },
    );
  });

  it.skipIf(process.platform === 'win32')('is replaced only where one write would touch two pages', async () => {
    const settling = new SettlingFile(file);
    await settling.write('x'.repeat(4000), 'tail');
    const { ino } = await stat(file);
    await settling.write('', 'another tail');
    expect((await stat(file)).ino).toBe(ino);
    await settling.write('', 'a tail that reaches into the next page'.repeat(4));
    expect((await stat(file)).ino).not.toBe(ino);
  });

  it('is left as it is once somebody has changed it', async () => {
    const settling = new SettlingFile(file);
    await settling.write('One.', ' And two?');
    await writeFile(file, 'mine');
    expect([await settling.write(' Two.', ''), await textIn()]).toEqual([false, 'mine']);
  });

  it.each(['', 'x'.repeat(5000)])(
    'is left as it is where somebody has put a letter of the tail right',
    async (start) => {
      const settling = new SettlingFile(file);
      await settling.write(`${start}One.`, ' And teo?');
      await writeFile(file, `${start}One. And two?`);
      expect(await settling.write('', ' And teo, or')).toBe(false);
      expect(await textIn()).toBe(`${start}One. And two?`);
    },
  );

  it('is not made again where it was deleted, and writes over nothing', async () => {
    const settling = new SettlingFile(file);
    await settling.write('One.', '');
    await rm(file);
    await expect(settling.write(' Two.', '')).rejects.toThrow('ENOENT');
    await writeFile(file, 'mine');
    await expect(new SettlingFile(file).write('One.', '')).rejects.toThrow('is there already');
    expect(await textIn()).toBe('mine');
  });
});
