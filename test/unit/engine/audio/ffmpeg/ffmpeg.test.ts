import { chmodSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ffmpegArguments } from '../../../../../src/engine/audio/ffmpeg/ffmpeg-arguments.ts';
import { ffmpegFault, isAboutPictures } from '../../../../../src/engine/audio/ffmpeg/ffmpeg-faults.ts';
import { findFfmpeg } from '../../../../../src/engine/audio/ffmpeg/find-ffmpeg.ts';
import { temporaryFolder } from '../../../../support/audio/audio-support.ts';

describe('findFfmpeg', () => {
  it('finds the program in an absolute folder of PATH, and nowhere else', async () => {
    using folder = temporaryFolder();
    const program = folder.write(process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg', Buffer.from('#!/bin/sh\n'));
    chmodSync(program, 0o755);
    const inPath = (...folders: string[]) => findFfmpeg({ PATH: folders.join(path.delimiter) });
    expect(await inPath('/nowhere', folder.path)).toBe(program);
    expect(await inPath('', '.', path.relative(process.cwd(), folder.path))).toBeUndefined();
    expect(await findFfmpeg({})).toBeUndefined();
  });
});

describe('ffmpegArguments', () => {
  it('name the format, allow files alone, and take no name for an option or an address', () => {
    for (const name of ['-y.mp4', 'http://x/y.mp4', 'concat:a|b']) {
      const args = ffmpegArguments('mov', name);
      expect(args.slice(args.indexOf('-protocol_whitelist'), args.indexOf('-map'))).toEqual([
        '-protocol_whitelist',
        'file',
        '-f',
        'mov',
        '-i',
        `file:${name}`,
      ]);
    }
    expect(ffmpegArguments('mov', undefined)).toContain('pipe:0');
    expect(ffmpegArguments('mov', undefined)).not.toContain('file');
  });
});

describe('ffmpegFault', () => {
  it.each([
    ["Stream map '0:a:0' matches no streams.", 'no-sound', 'no-sound'],
    ['Decoder (codec atrac9) not found for input stream #0:0', 'unsupported', 'unsupported'],
    ['[mov,mp4 @ 0x5] moov atom not found', 'damaged', 'needs-file'],
    ['talk.mp4: Invalid data found when processing input', 'damaged', 'damaged'],
  ])('makes of %s for a file "%s", for a pipe "%s"', (line, ofFile, ofPipe) => {
    expect([ffmpegFault(['first', line], false), ffmpegFault([line], true)]).toEqual([ofFile, ofPipe]);
  });

  it('tells pictures from sound', () => {
    expect(isAboutPictures('[h264 @ 0x555980892b80] non-existing PPS 0 referenced')).toBe(true);
    expect(isAboutPictures('[aac @ 0x555980892b80] channel element 3.2 is not allocated')).toBe(false);
  });
});
