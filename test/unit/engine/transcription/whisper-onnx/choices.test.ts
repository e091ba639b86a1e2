import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTraits } from '../../../../../src/engine/transcription/whisper-onnx/model-traits.ts';
import { readOnnxFile } from '../../../../../src/engine/transcription/whisper-onnx/onnx-file.ts';
import { isLongerThanSound } from '../../../../../src/engine/transcription/sound-limit.ts';
import { asset } from '../../../../support/files.ts';

describe('isLongerThanSound', () => {
  // What a fast speaker says in 4 s; their UTF-8 has up to three bytes for each character.
  it.each([
    ['English', 'Well, I never thought that we would get here so fast, did you?'],
    ['German', 'Ich hätte wirklich nie gedacht, dass wir so schnell hier ankommen würden.'],
    ['Burmese', 'ကျွန်တော်တို့ ဒီကို ဒီလောက်မြန်မြန် ရောက်လာမယ်လို့ မထင်ခဲ့ဘူး'],
    ['Georgian', 'ვერასოდეს ვიფიქრებდი, რომ აქ ასე სწრაფად მოვიდოდით.'],
    ['Tamil', 'நாங்கள் இவ்வளவு விரைவாக இங்கு வருவோம் என்று நான் நினைக்கவே இல்லை.'],
    ['Khmer', 'ខ្ញុំមិនដែលគិតថាយើងនឹងមកដល់ទីនេះលឿនបែបនេះទេ'],
    ['Japanese', 'まさかこんなに早くここに着くとは思ってもみませんでした'],
    ['Hindi', 'मैंने कभी नहीं सोचा था कि हम यहाँ इतनी जल्दी पहुँच जाएँगे।'],
  ])('lets pass what is said in %s', (_, text) => {
    expect(isLongerThanSound(text, 4000)).toBe(false);
  });

  it.each(['ha ', '哈', 'ხა ', 'ဟာ '])('refuses "%s" said for ever', (part) => {
    expect(isLongerThanSound(part.repeat(200), 4000)).toBe(true);
  });

  it('refuses a longer text of the same sound rather than a shorter one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 40 }), fc.string(), fc.nat(300), (text, more, soundMs) => {
        expect(isLongerThanSound(text, soundMs)).toBe(true);
        expect(isLongerThanSound(`${text} ${more}`, soundMs)).toBe(true);
      }),
    );
  });

  it('allows a short answer in the shortest sound', () => {
    expect(isLongerThanSound('Yes, of course.', 100)).toBe(false);
  });
});

describe('readTraits', () => {
  const read = async () => (await readOnnxFile(asset('models/demo-whisper/demo-encoder.onnx'))).metadata;

  it('reads a model of four languages', async () => {
    const traits = readTraits(await read());
    expect([...traits.languageTokens.keys()]).toEqual(['en', 'de', 'es', 'fr']);
    expect(traits).toMatchObject({
      bands: 80,
      windowFrames: 3000,
      layers: 3,
      heads: 3,
      width: 192,
      contextTokens: 448,
    });
  });

  it('knows no languages of a model of English only', async () => {
    expect(readTraits({ ...(await read()), is_multilingual: '0' }).languageTokens.size).toBe(0);
  });

  it.each(['n_mels', 'eot', 'sot_prev', 'is_multilingual'])('says that "%s" is missing, or no number', async (key) => {
    const metadata = await read();
    for (const value of [undefined, '', 'many', '-1', '1.5']) {
      const changed = Object.fromEntries(
        Object.entries({ ...metadata, [key]: value }).filter(([, text]) => text !== undefined),
      );
      const reading = () => readTraits(changed as Record<string, string>);
      expect(reading).toThrow(expect.objectContaining({ code: 'model-damaged' }) as Error);
      expect(reading).toThrow(key);
    }
  });

  it('refuses sizes of nothing', async () => {
    const metadata = { ...(await read()), n_text_layer: '0' };
    expect(() => readTraits(metadata)).toThrow(/impossible "n_text_layer"/u);
  });
});
