import type { Session, Stream, StreamOptions, TimestampKind } from 'transcribe-cpp';
import type { SessionOptions } from '../recognizer.ts';
import type { StreamText, StreamingSession } from '../streaming-recognizer.ts';
import { heardWords } from './heard-words.ts';
import type { ModelLanguages } from '../model-languages.ts';
import { decodeFailure } from './native-errors.ts';
import type { StreamFamily } from './stream-family.ts';

/** A loaded model that streams, and what its streams must know of it. */
export interface LoadedStreamingModel {
  /** One for all streams, of which one is open at a time: a stream takes the whole model. */
  readonly session: Pick<Session, 'stream'>;
  readonly languages: ModelLanguages;
  readonly timestamps: TimestampKind;
  readonly family: StreamFamily;
}

type NativeStream = Pick<Stream, 'feed' | 'finalize' | 'reset' | 'text' | 'snapshot'>;

/** One utterance, each sample of which is heard once. The library says itself what does not change any more. */
export class StreamSession implements StreamingSession {
  readonly #model: LoadedStreamingModel;
  readonly #code: string | undefined;
  #native: NativeStream | undefined;
  #finished: StreamText | undefined;

  /** @throws EngineError `language-unsupported`. */
  constructor(model: LoadedStreamingModel, { language, candidates = [] }: SessionOptions) {
    for (const tag of candidates) model.languages.codeOf(tag);
    this.#model = model;
    this.#code = model.languages.codeOf(language);
  }

  async feed(samples: Float32Array): Promise<StreamText> {
    return this.#hear(async (native) => {
      // The library takes no empty sound.
      if (samples.length > 0) await native.feed(samples);
    });
  }

  async finish(): Promise<StreamText> {
    this.#finished ??= await this.#hear(async (native) => {
      await native.finalize();
    });
    return this.#finished;
  }

  reset(): void {
    this.#native?.reset();
    this.#native = undefined;
    this.#finished = undefined;
  }

  close(): void {
    this.reset();
  }

  /** The native stream is opened with the first sound, since it keeps all others from the model. */
  async #hear(work: (native: NativeStream) => Promise<void>): Promise<StreamText> {
    try {
      this.#native ??= await this.#model.session.stream(this.#options());
      await work(this.#native);
      return this.#textOf(this.#native);
    } catch (error) {
      throw decodeFailure(error);
    }
  }

  #options(): StreamOptions {
    const { timestamps, family } = this.#model;
    return {
      timestamps,
      ...(this.#code === undefined ? {} : { language: this.#code }),
      ...(family.extension ? { family: family.extension } : {}),
    };
  }

  #textOf(native: NativeStream): StreamText {
    const text = native.text;
    const { language, words, tokens } = native.snapshot;
    const committed = text.committed.trimStart();
    const tentative = committed === '' ? text.tentative.trimStart() : text.tentative;
    const heard = heardWords({ text: committed + tentative, words, tokens });
    return {
      committed,
      tentative,
      language: this.#model.languages.heard(language, this.#code),
      ...(heard ? { words: heard } : {}),
    };
  }
}
