import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import { heardWords } from '../../../../../src/engine/transcription/whisper-node/heard-words.ts';

const noisy = Float32Array.from({ length: 3 * SAMPLE_RATE }, (_, index) =>
  index % 4800 < 4000 ? 0.3 * (index % 2 === 0 ? 1 : -1) : 0.001,
);

function heard(tokens: readonly string[], text = tokens.join('')) {
  return heardWords(
    text,
    tokens.map((token, index) => ({ text: token, t0: index * 200, t1: index * 200 + 200 })),
    noisy,
  )?.map((word) => word.text);
}

describe('words of whisper.node', () => {
  it('are put together from tokens, with their marks', () => {
    expect(heard(['', ' Mr', '.', ' Qu', 'il', 'ter', ' is', ' here', ','])).toEqual([
      'Mr.',
      ' Quilter',
      ' is',
      ' here,',
    ]);
  });

  it('stand alone where a script has no spaces', () => {
    expect(heard(['客', '観', '的', '。', 'Next', ' 実'])).toEqual(['客', '観', '的。', 'Next', ' 実']);
  });

  it('keep characters whole that tokens cut into pieces', () => {
    expect(heard([' a', '\uFFFD', '\uFFFD', ' b', '\uFFFD'], ' a整 bé')).toEqual(['a', '整', ' bé']);
  });

  it('keep their place behind the sound where nobody can have said them', () => {
    const said = { text: ' Over.', t0: 2000, t1: 2900 };
    const invented = { text: ' Bye.', t0: 3400, t1: 3900 };
    const words = heardWords(' Over. Bye.', [said, invented], noisy);
    expect(words?.map(({ startMs }) => startMs > 3000)).toEqual([false, true]);
  });

  it('have times in order inside of the sound, and none where the text has none', () => {
    const words = heardWords(
      ' One two.',
      [
        { text: ' One', t0: 0, t1: 500 },
        { text: ' two.', t0: 500, t1: 900 },
      ],
      noisy,
    );
    expect(words).toHaveLength(2);
    expect(words?.[1]?.startMs).toBeGreaterThanOrEqual(words?.[0]?.endMs ?? Number.NaN);
    expect(words?.[1]?.endMs).toBeLessThanOrEqual(3000);
    expect(heardWords('', [], noisy)).toBeUndefined();
    expect(heardWords(' Hm.', [{ text: ' Hm.', t0: 0, t1: 0 }], new Float32Array(SAMPLE_RATE))).toBeUndefined();
  });
});
