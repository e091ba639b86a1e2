import fc from 'fast-check';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVocabulary, Vocabulary } from '../../../../../src/engine/transcription/whisper-onnx/vocabulary.ts';
import { asset } from '../../../../support/files.ts';
import { anyText } from '../../../../support/any-text.ts';

const DEMO = asset('models/demo-whisper/demo-tokens.txt');
const DEMO_TOKENS = 4154;

/** Every byte is a token, as in all models that were published; and a word, and the mark of byte order. */
const bytes = new Vocabulary(
  [...Array.from({ length: 256 }, (_, byte) => Buffer.of(byte)), Buffer.from('he'), Buffer.from('\uFEFF')].map(
    (token, index) => `${token.toString('base64')} ${index}`,
  ),
);

describe('Vocabulary', () => {
  it.each([
    'Well, hello there!',
    'Viele Grüße aus Köln',
    '客観的実在の判断的知識が成立するのである',
    '그는 이리저리 피하면서 걸어갔다',
    'ကျွန်တော်တို့',
    'ვერასოდეს',
    'நாங்கள்',
    'नमस्ते',
    'مرحبا بالعالم',
    'สวัสดีครับ',
    '👩‍👩‍👧 🏳️‍🌈',
  ])('writes %s as tokens, and reads it back', (text) => {
    expect(bytes.textOf(bytes.tokensOf(text))).toBe(text);
  });

  it('reads back any text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(bytes.textOf(bytes.tokensOf(text))).toBe(text);
      }),
    );
  });

  it('prefers the longest tokens that it has', () => {
    expect(bytes.tokensOf('he')).toEqual([256]);
  });

  it('leaves out a character that is not whole at the end, and replaces one elsewhere', () => {
    const [first = 0, second = 0] = Buffer.from('ü');
    expect(bytes.textOf([0x61, first])).toBe('a');
    expect(bytes.textOf([0x61, first, second])).toBe('aü');
    expect(bytes.textOf([first, 0x61])).toBe('\uFFFDa');
  });

  it('gives parts that join to the whole, also around a mark of byte order', () => {
    const tokens = [0x61, 257, 257, 0x62];
    expect(tokens.map((token) => bytes.textOf([token])).join('')).toBe(bytes.textOf(tokens));
  });

  it('gives a character of several tokens with the last of them', () => {
    expect(bytes.textsOf([0x61, ...Buffer.from('客'), 256])).toEqual(['a', '', '', '客', 'he']);
  });

  it('has no text for tokens that are special, or unknown', () => {
    expect(bytes.textOf([0x61, 5000, 0x62])).toBe('ab');
  });

  it('has no tokens for a text that a vocabulary which was cut down cannot write', async () => {
    const demo = await readVocabulary(DEMO, DEMO_TOKENS);
    expect(demo.textOf(demo.tokensOf(' the river'))).toBe(' the river');
    expect(demo.tokensOf('客観')).toEqual([]);
  });
});

describe('readVocabulary', () => {
  let folder: string;
  let lines: string[];
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'tokens-'));
    lines = (await readFile(DEMO, 'utf8')).trimEnd().split('\n');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(content: string): Promise<Vocabulary> {
    const file = path.join(folder, 'tokens.txt');
    await writeFile(file, content);
    return readVocabulary(file, DEMO_TOKENS);
  }

  it('reads lines of any system, and leaves out special tokens', async () => {
    const windows = await read([...lines, `<|endoftext|> ${DEMO_TOKENS}`, ''].join('\r\n'));
    const plain = await read(lines.join('\n'));
    expect(windows.tokensOf(' the river')).toEqual(plain.tokensOf(' the river'));
  });

  it.each([
    ['cut off', () => lines.slice(0, -1)],
    ['of another model', () => [...lines, `YQ== ${DEMO_TOKENS}`]],
    ['in another order', () => [...lines.slice(1), lines[0]!]],
    ['of a transducer', () => lines.map((_, index) => `▁word${index} ${index}`)],
    ['empty', () => []],
  ])('refuses a file that is %s', async (_, content) => {
    await expect(read(content().join('\n'))).rejects.toMatchObject({ code: 'model-damaged', stage: 'transcription' });
  });
});
