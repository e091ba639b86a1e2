import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { convertHint, STANDARD_INPUT } from '../../../../src/engine/audio/convert-hint.ts';

/** What a shell makes of the command at the end of a hint: its words, without ffmpeg's name. */
function wordsOf(hint: string): string[] {
  const command = hint.slice(hint.indexOf(': ffmpeg ') + ': ffmpeg '.length);
  return execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' })
    .split('\n')
    .slice(0, -1);
}

describe.skipIf(process.platform === 'win32')('convertHint, pasted into a shell', () => {
  it.each(['talk.m4a', 'my talk & more; (1) #2 *?.m4a', "Ana's talk.m4a", 'größe 日本.m4a', '~/talk.m4a'])(
    'names %s as it is',
    (name) => {
      expect(wordsOf(convertHint(name))).toContain(`file:${name}`);
    },
  );

  it.each(['-dash.m4a', '12:30 clip.m4a', 'http:x.m4a'])(
    'names %s so that it is neither option nor address',
    (name) => {
      const [, input, , , , output] = wordsOf(convertHint(name));
      expect([input, output]).toEqual([`file:${name}`, `file:${name.replace('.m4a', '-16k.wav')}`]);
    },
  );

  it.each([
    'Cash$HOME `id`.m4a',
    'a"b.m4a',
    'a“b.m4a',
    '100%PATH%.m4a',
    'wow!.m4a',
    'back\\slash.m4a',
    'line\nbreak.m4a',
    'a$b.m;rm -rf ~',
  ])('says to rename %j where no quotes are good in all shells', (name) => {
    const hint = convertHint(name);
    expect(hint).toMatch(/rename it to talk(?:\.m4a)? and type in its folder: ffmpeg -i talk(?:\.m4a)? /u);
    expect(hint).not.toContain('$');
  });

  it('keeps the channels, of which some may cancel others out', () => {
    for (const source of ['talk.m4a', STANDARD_INPUT]) expect(convertHint(source)).not.toContain('-ac');
  });
});
