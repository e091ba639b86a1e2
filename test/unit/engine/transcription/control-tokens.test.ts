import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanHypothesis, cleanStreamText } from '../../../../src/engine/transcription/clean-heard.ts';
import type { StreamText } from '../../../../src/engine/transcription/streaming-recognizer.ts';

function heard(text: string): string {
  return cleanHypothesis({ text, language: 'en', endedByLength: false }).text;
}

function streamed(committed: string, tentative = '', isFinished = false): StreamText {
  return cleanStreamText({ committed, tentative, language: 'en' }, isFinished);
}

describe('control tokens', () => {
  it.each([
    ['<|en|><|transcribe|><|0.00|>Hello there<|2.00|>', 'Hello there'],
    ['<|zh|><|NEUTRAL|><|Speech|><|woitn|>hello there', 'hello there'],
    ['<|0.00|> Hello there.<|2.00|><|2.00|> How are you?<|4.00|><|endoftext|>', 'Hello there. How are you?'],
    ['Hello there.<|2.00|><|2.00|>How are you?', 'Hello there. How are you?'],
    ['Hello <|2.00|>, you', 'Hello , you'],
    ['你好<|2.00|>世界', '你好世界'],
    ['Hello there. <en-US>', 'Hello there. '],
    ['<es-US> Hola<de-DE> Hallo', 'Hola Hallo'],
    ['<s> hello <unk> there</s>', 'hello there'],
    ['hello \u2047 there', 'hello there'],
    ['caf<unk>s', 'cafs'],
    ['how are you<EOU>', 'how are you'],
    ['language English<asr_text>Hello there.', 'Hello there.'],
    ['<｜begin▁of▁sentence｜>Hello', 'Hello'],
    ['<|nospeech|>', ''],
  ])('are no part of what was said: %s', (text, said) => {
    expect(heard(text)).toBe(said);
  });

  it.each([
    'I <3 you',
    'a < b and c > d',
    'x<y',
    'the <div> tag',
    'a <| b',
    'if a <b> c',
    'language English',
    '<',
    'two  spaces',
  ])('are told from what was said: %s', (text) => {
    expect(heard(text)).toBe(text);
    expect(streamed(text, '', true).committed).toBe(text);
  });

  it('are taken out of the words, which still join to the text', () => {
    const texts = ['<|en|>', ' Hello', ' <', 'unk>', ' there', '.<|2.00|>'];
    const words = texts.map((text, index) => ({ text, startMs: index, endMs: index + 1 }));
    const cleaned = cleanHypothesis({ text: texts.join(''), language: 'en', endedByLength: false, words });
    expect(cleaned.text).toBe('Hello there.');
    expect(cleaned.words).toEqual([
      { text: 'Hello', startMs: 1, endMs: 2 },
      { text: ' ', startMs: 2, endMs: 3 },
      { text: 'there', startMs: 4, endMs: 5 },
      { text: '.', startMs: 5, endMs: 6 },
    ]);
  });

  it('are not committed before they are known', () => {
    expect(streamed('Hello <|e')).toMatchObject({ committed: 'Hello ', tentative: '<|e' });
    expect(streamed('Hello <|e', 'n|> there')).toMatchObject({ committed: 'Hello ', tentative: 'there' });
    expect(streamed('a <', ' b')).toMatchObject({ committed: 'a ', tentative: '< b' });
    expect(streamed('a <', '', true)).toMatchObject({ committed: 'a <', tentative: '' });
  });

  it('leave what is committed as it was, however a stream is cut', () => {
    const piece = fc.constantFrom(
      'Hello',
      ' ',
      '<|en|>',
      '<en-US>',
      '<unk>',
      '</s>',
      '<sos/eos>',
      '<',
      '|',
      '>',
      '你',
      '.',
      '3',
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.nat(),
        fc.nat(),
        fc.array(piece, { maxLength: 3 }),
        (all, a, b, next) => {
          const text = all.join('');
          const [early = 0, late = 0] = [a % (text.length + 1), b % (text.length + 1)].sort((one, two) => one - two);
          const first = streamed(text.slice(0, early), next.join('')).committed;
          const second = streamed(text.slice(0, late), text.slice(late)).committed;
          expect(second.slice(0, first.length)).toBe(first);
          expect(streamed(text, '', true).committed.slice(0, second.length)).toBe(second);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(['<|', '<', '<|en|> ', ' ', '<|en', '<unk> <', '</'])('cost a time that grows with the text: %j', (piece) => {
    expect(heard(piece.repeat(200_000 / piece.length)).length).toBeLessThanOrEqual(200_000);
  });
});
