import type { Session, Stream, StreamOptions } from 'transcribe-cpp';
import { describe, expect, it } from 'vitest';
import { ModelLanguages } from '../../../../../src/engine/transcription/model-languages.ts';
import { streamFamily } from '../../../../../src/engine/transcription/transcribe-cpp/stream-family.ts';
import { StreamSession } from '../../../../../src/engine/transcription/transcribe-cpp/stream-session.ts';

/** A stream of the library that writes a word for each second, and keeps the newest one tentative. */
class WordStream {
  readonly #words: readonly string[];
  #seconds = 0;
  #finished = false;
  readonly onReset: () => void;

  constructor(words: readonly string[], onReset: () => void) {
    this.#words = words;
    this.onReset = onReset;
  }

  feed(samples: Float32Array): Promise<never> {
    if (samples.length === 0) return Promise.reject(new Error('PCM is empty'));
    this.#seconds += samples.length / 16_000;
    return Promise.resolve({} as never);
  }

  finalize(): Promise<never> {
    this.#finished = true;
    return Promise.resolve({} as never);
  }

  reset(): void {
    this.onReset();
  }

  get text() {
    const heard = this.#words.slice(0, Math.floor(this.#seconds));
    const sure = this.#finished ? heard.length : Math.max(0, heard.length - 1);
    const committed = heard.slice(0, sure).join(' ');
    return { full: heard.join(' '), committed, tentative: heard.join(' ').slice(committed.length) };
  }

  get snapshot() {
    const words = this.#words.slice(0, Math.floor(this.#seconds)).map((text, index) => ({
      text,
      t0Ms: index * 1000,
      t1Ms: index * 1000 + 900,
      segIndex: 0,
      firstToken: 0,
      nTokens: 0,
    }));
    return { language: 'de-DE', words, tokens: [] };
  }
}

function sessionOf(words: readonly string[], language = 'auto') {
  const opened: (StreamOptions | undefined)[] = [];
  let resets = 0;
  const session = {
    stream: (options?: StreamOptions) => {
      opened.push(options);
      return Promise.resolve(new WordStream(words, () => (resets += 1)) as unknown as Stream);
    },
  } satisfies Pick<Session, 'stream'>;
  const languages = new ModelLanguages({ languages: ['de-DE', 'en-US', 'auto'], supportsLanguageDetect: true });
  const family = streamFamily({ accepts: ({ kind }) => kind === 'parakeet' }, false);
  const stream = new StreamSession({ session, languages, timestamps: 'word', family }, { language, prompt: '' });
  return { stream, opened, resets: () => resets };
}

const SECOND = new Float32Array(16_000);

describe('a stream of transcribe.cpp', () => {
  it('gives what the library has committed, what it may still change, and when each word was said', async () => {
    const { stream, opened } = sessionOf(['Guten', 'Tag,', 'zusammen.'], 'de');
    expect(opened).toEqual([]);
    await stream.feed(SECOND);
    expect(await stream.feed(SECOND)).toEqual({
      committed: 'Guten',
      tentative: ' Tag,',
      language: 'de',
      words: [
        { text: 'Guten', startMs: 0, endMs: 900 },
        { text: ' Tag,', startMs: 1000, endMs: 1900 },
      ],
    });
    await stream.feed(SECOND);
    const finished = await stream.finish();
    expect(finished).toMatchObject({ committed: 'Guten Tag, zusammen.', tentative: '' });
    expect(await stream.finish()).toBe(finished);
    expect(opened).toEqual([
      { timestamps: 'word', language: 'de-DE', family: { kind: 'parakeet', attContextRight: 6 } },
    ]);
  });

  it('asks for the language by the word that the model has for it', async () => {
    const { stream, opened } = sessionOf(['Hallo']);
    expect(await stream.feed(new Float32Array(0))).toMatchObject({ committed: '', tentative: '', language: 'de' });
    expect(opened).toMatchObject([{ language: 'auto' }]);
  });

  it('gives the model free when it is reset or closed, and begins anew', async () => {
    const { stream, opened, resets } = sessionOf(['eins', 'zwei']);
    await stream.feed(SECOND);
    await stream.finish();
    stream.reset();
    expect(resets()).toBe(1);
    expect(await stream.feed(SECOND)).toMatchObject({ committed: '', tentative: 'eins' });
    stream.close();
    stream.close();
    expect(resets()).toBe(2);
    expect(opened).toHaveLength(2);
  });

  it('tells a failure of the library as one of the recogniser', async () => {
    const { stream } = sessionOf([]);
    const broken = new StreamSession(
      {
        session: { stream: () => Promise.reject(new Error('model is busy')) },
        languages: new ModelLanguages({ languages: ['en'], supportsLanguageDetect: false }),
        timestamps: 'none',
        family: streamFamily({ accepts: () => false }, false),
      },
      { language: 'en', prompt: '' },
    );
    await expect(broken.feed(SECOND)).rejects.toMatchObject({ code: 'recognizer-failed', retryable: true });
    stream.close();
  });
});

describe('how a family streams', () => {
  it.each([
    ['parakeet', false, 560],
    ['parakeet_buffered', true, 480],
    ['parakeet_buffered', false, 2080],
    ['moonshine', false, 240],
    ['voxtral', true, 560],
  ])('%s, on a GPU: %s, looks ahead for %i ms', (wanted, onGpu, lookAheadMs) => {
    const family = streamFamily({ accepts: ({ kind }) => kind === wanted }, onGpu);
    expect(family).toMatchObject({ lookAheadMs, extension: { kind: wanted } });
  });
});
