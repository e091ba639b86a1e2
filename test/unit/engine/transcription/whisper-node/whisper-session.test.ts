import { describe, expect, it } from 'vitest';
import { SAMPLE_RATE } from '../../../../../src/engine/audio/audio-frame.ts';
import type { SessionOptions } from '../../../../../src/engine/transcription/recognizer.ts';
import type { WhisperLayout } from '../../../../../src/engine/transcription/whisper-node/ggml-layout.ts';
import type {
  NativeResult,
  WhisperDecodeOptions,
} from '../../../../../src/engine/transcription/whisper-node/native-module.ts';
import { WhisperSession } from '../../../../../src/engine/transcription/whisper-node/whisper-session.ts';

const LAYOUT: WhisperLayout = {
  kind: 'whisper',
  size: 1,
  multilingual: true,
  languages: 99,
  audioContext: 1500,
  textContext: 448,
  positionalEmbedding: { rowsOffset: 0, dataOffset: 0, dataBytes: 0, rows: 0 },
};

interface Answer {
  readonly text: string;
  readonly language?: string;
}

/** A session whose native decodes give the answers in turn, and the options that they were asked with. */
function sessionOf(answers: readonly Answer[], options: Partial<SessionOptions> = {}) {
  const asked: WhisperDecodeOptions[] = [];
  const decode = (_: Int16Array, wish: WhisperDecodeOptions): Promise<NativeResult> => {
    const { text, language = wish.language === 'auto' ? 'en' : wish.language } = answers[asked.length] ?? { text: '' };
    asked.push(wish);
    const tokens = text.match(/\s*\S+/gu) ?? [];
    const segments = tokens.map((token, index) => ({ text: token, t0: index * 250, t1: index * 250 + 250 }));
    return Promise.resolve({ result: text, language, segments });
  };
  const session = new WhisperSession(
    { decoder: { decode }, layout: LAYOUT, audioContext: 768, threads: 1 },
    { language: 'en', prompt: '', ...options },
  );
  return { session, asked };
}

function seconds(count: number): Float32Array {
  return Float32Array.from({ length: count * SAMPLE_RATE }, (_, index) =>
    index % 8000 < 6400 ? 0.3 * (index % 2 === 0 ? 1 : -1) : 0.001,
  );
}

async function decodeAll({ session }: Pick<ReturnType<typeof sessionOf>, 'session'>, count: number, final = true) {
  session.push(seconds(count));
  return session.decode({ task: 'transcribe', final, sampleCount: 1_000_000, formerLanguage: 'es' });
}

const LOOP = ` ${Array.from({ length: 12 }, () => 'and so my fellow').join(' ')}`;

describe('a session of whisper.node', () => {
  it('gives words with their times, which join to the text', async () => {
    const { text, words } = await decodeAll(sessionOf([{ text: ' Drop the two, please.' }]), 3);
    expect(text).toBe('Drop the two, please.');
    expect(words?.map((word) => word.text).join('')).toBe(text);
    expect(words?.map((word) => word.startMs)).toEqual(words?.map((word) => word.startMs).toSorted((a, b) => a - b));
  });

  it('begins with the glossary and what was said before', async () => {
    const before = { language: 'en', text: 'He went home' };
    const opened = sessionOf([{ text: ' and slept.' }], { prompt: 'Overlingo, Zelda.', before });
    await decodeAll(opened, 2);
    expect(opened.asked[0]).toMatchObject({
      prompt: 'Overlingo, Zelda. He went home',
      temperature: 0,
      temperatureInc: 0,
    });
  });

  it('decodes a final once more, without what may have led it into a loop', async () => {
    const opened = sessionOf([{ text: LOOP }, { text: ' And so my fellow Americans.' }], { prompt: 'Americans' });
    const { text, looped } = await decodeAll(opened, 4);
    expect(text).toBe('And so my fellow Americans.');
    expect(looped).toBe(false);
    expect(opened.asked[1]).not.toHaveProperty('prompt');
    expect(opened.asked[1]?.temperature).toBeGreaterThanOrEqual(0.5);
  });

  it('decodes a final once more where words are timed behind the sound', async () => {
    const opened = sessionOf([{ text: ' It is like, oh I am so excited.' }, { text: " It's like..." }]);
    expect((await decodeAll(opened, 1)).text).toBe("It's like...");
  });

  it('gives the text of a loop, and says what it is, where a second decode is no better', async () => {
    const { text, looped } = await decodeAll(sessionOf([{ text: LOOP }, { text: LOOP }]), 4);
    expect(text).toBe(LOOP.trim());
    expect(looped).toBe(true);
  });

  it('decodes a partial once, and a text that repeats itself in its own time', async () => {
    const partial = sessionOf([{ text: LOOP }]);
    expect((await decodeAll(partial, 4, false)).looped).toBe(true);
    expect(partial.asked).toHaveLength(1);
    const said = sessionOf([{ text: ' No no no no no no no no no no!' }]);
    expect((await decodeAll(said, 4)).looped).toBe(false);
    expect(said.asked).toHaveLength(1);
  });

  it('keeps the times of a sound that is longer than the window', async () => {
    const { text, words } = await decodeAll(sessionOf([{ text: ' First part.' }, { text: ' Second part.' }]), 20);
    expect(text).toBe('First part. Second part.');
    expect(words?.map((word) => word.text).join('')).toBe(text);
    expect(words?.[2]?.startMs).toBeGreaterThanOrEqual(10_000);
  });

  it('asks for the language until there is sound enough', async () => {
    const opened = sessionOf(
      [{ text: ' Si.', language: 'es' }, { text: ' Sí, claro.', language: 'es' }, { text: ' Sí.' }],
      {
        language: 'auto',
      },
    );
    await decodeAll(opened, 2, false);
    await decodeAll(opened, 3, false);
    expect((await decodeAll(opened, 1)).language).toBe('es');
    expect(opened.asked.map(({ language }) => language)).toEqual(['auto', 'auto', 'es']);
  });

  it('decodes in the language that was spoken before what was heard as none of the wanted ones', async () => {
    const opened = sessionOf([{ text: ' Olá.', language: 'pt' }, { text: ' Hola.' }], {
      language: 'auto',
      candidates: ['en', 'es'],
    });
    const { text, language } = await decodeAll(opened, 2);
    expect({ text, language }).toEqual({ text: 'Hola.', language: 'es' });
    expect(opened.asked.map((wish) => wish.language)).toEqual(['auto', 'es']);
  });
});
