import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ByteReader } from '../../../../src/engine/audio/byte-reader.ts';
import { isRawSound, locateAudio } from '../../../../src/engine/audio/locate-audio.ts';
import { FIXTURES, pcmBytes, tone, wavBytes } from '../../../support/audio/audio-support.ts';

const fixture = (name: string): Buffer => readFileSync(path.join(FIXTURES, name));
const wav = wavBytes([tone(1000, { hertz: 440, sampleRate: 16_000 })]);

function readerOf(bytes: Uint8Array): ByteReader {
  return new ByteReader(
    (async function* () {
      for (let at = 0; at < bytes.length; at += 997) yield await Promise.resolve(bytes.subarray(at, at + 997));
    })(),
  );
}

/** The type of what bytes hold, in a word, and where it begins. */
async function locate(bytes: Uint8Array): Promise<[type: string, start: number]> {
  const reader = readerOf(bytes);
  const { type } = await locateAudio(reader);
  const name = type.kind === 'compressed' ? type.codec : type.kind === 'foreign' ? type.format.demuxer : type.kind;
  return [name, reader.position];
}

function id3(bodyBytes: number, claimedBytes = bodyBytes): Buffer {
  const size = [21, 14, 7, 0].map((shift) => (claimedBytes >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), Buffer.from(size), Buffer.alloc(bodyBytes, 'picture')]);
}

function transportStream(packetBytes: number, syncAt = 0): Buffer {
  const packets = Buffer.alloc(packetBytes * 20, 1);
  for (let at = syncAt; at < packets.length; at += packetBytes) packets.write('471fff10', at, 'hex');
  return packets;
}

function box(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length);
  head.write(name, 4);
  return Buffer.concat([head, body]);
}

describe('locateAudio', () => {
  const tagged: [string, Buffer, string][] = [
    ['FLAC', fixture('clip.flac'), 'flac'],
    ['AAC', fixture('clip.aac'), 'aac'],
    ['WAV', wav, 'wav'],
    ['Ogg', fixture('clip.opus'), 'ogg'],
    ['MP3', fixture('clip-untagged.mp3'), 'mp3'],
    ['a transport stream', transportStream(188), 'mpegts'],
  ];
  it.each(tagged)('passes over tags of any size before %s', async (_, sound, type) => {
    for (const size of [0, 300, 150_000]) {
      expect(await locate(Buffer.concat([id3(size), sound]))).toEqual([type, size + 10]);
      expect(await locate(Buffer.concat([id3(40), id3(size), sound]))).toEqual([type, size + 60]);
    }
  });

  it.each([10, 250, 100_000, 5_000_000])('finds sound behind a tag of 500 bytes that claims %i', async (claimed) => {
    const bytes = Buffer.concat([id3(500, claimed), fixture('clip-untagged.mp3')]);
    expect(await locate(bytes)).toEqual(['mp3', 510]);
  });

  it.each(tagged)('finds %s behind zeros and other bytes', async (_, sound, type) => {
    const text = Buffer.from('HTTP/1.0 200 OK\r\nicy-name: a station\r\n\r\n');
    for (const before of [Buffer.alloc(5000), text, Buffer.alloc(70_000, 'RIFFOggSfLaC\xff\xfbG')]) {
      const [found, start] = await locate(Buffer.concat([before, sound]));
      expect([found, start]).toEqual([type, before.length]);
    }
  });

  it('finds the first whole frame of MP3 that begins in the midst of one', async () => {
    const whole = fixture('clip-untagged.mp3');
    const [type, start] = await locate(whole.subarray(100));
    expect(type).toBe('mp3');
    expect(whole.subarray(100 + start, 102 + start)).toEqual(whole.subarray(0, 2));
  });

  it.each([
    [188, 0],
    [192, 4],
    [204, 0],
  ])('knows transport streams of %i bytes a packet', async (packetBytes, syncAt) => {
    expect(await locate(transportStream(packetBytes, syncAt))).toEqual(['mpegts', 0]);
    expect((await locate(transportStream(packetBytes, syncAt).subarray(50)))[0]).toBe('mpegts');
  });

  it.each(['ftyp', 'wide', 'free', 'skip', 'mdat', 'moov'])(
    'knows QuickTime and MP4 that begin with %s',
    async (name) => {
      expect(await locate(Buffer.concat([box(name, Buffer.alloc(16)), box('moov', Buffer.alloc(50))]))).toEqual([
        'mov',
        0,
      ]);
    },
  );

  it.each([
    ['a text', Buffer.from('Dear diary,\nGFO R free wide moov\n'.repeat(3000))],
    ['a text in UTF-16', Buffer.from('\ufeffDear diary,\n'.repeat(3000), 'utf16le')],
    ['a picture', Buffer.concat([Buffer.from('ffd8ffe000104a464946', 'hex'), Buffer.alloc(5000, 0xff)])],
    ['a playlist', Buffer.from('#EXTM3U\nfile:///etc/passwd\n')],
    ['zeros', Buffer.alloc(100_000)],
    ['a table of text', Buffer.from('12;Goals;88\n'.repeat(3000))],
  ])('takes %s for no sound', async (_, bytes) => {
    expect((await locate(bytes))[0]).toBe('unknown');
  });

  it('takes noise for no sound', async () => {
    for (let count = 0; count < 3; count++) expect((await locate(randomBytes(1_000_000)))[0]).toBe('unknown');
  });
});

describe('isRawSound', () => {
  it('tells files from samples, and reads little of samples', async () => {
    for (const [, sound] of tagged()) expect(await isRawSound(readerOf(sound))).toBe(false);
    const samples = tone(16_000, { hertz: 440, sampleRate: 16_000 });
    for (const encoding of ['s16le', 'f32le', 'u8'] as const) {
      expect(await isRawSound(readerOf(pcmBytes([samples], encoding)))).toBe(true);
    }
    expect(await isRawSound(readerOf(Buffer.alloc(20_000, 0xff)))).toBe(true);
    expect(await isRawSound(readerOf(Buffer.alloc(20_000)))).toBe(true);
  });

  function tagged(): [string, Buffer][] {
    return ['clip.flac', 'clip.aac', 'clip-untagged.mp3', 'clip.opus'].map((name) => [name, fixture(name)]);
  }
});
