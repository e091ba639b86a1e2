import { SAMPLE_RATE } from '../../audio/audio-frame.ts';
import { EngineError, kindAndPlace } from '../../errors.ts';
import type { SherpaFiles } from '../sherpa-files.ts';
import { HOTWORDS_SCORE, type Hotwords } from './hotwords.ts';
import type { OfflineKind, OfflineWish } from './offline-models.ts';
import { OfflineNatives } from './offline-natives.ts';
import type { OfflineConfig, OfflineRecognizer, OfflineResult, OfflineStream, SherpaModule } from './sherpa-module.ts';

/** What a model is made of. */
interface OfflineModelOptions {
  readonly kind: OfflineKind;
  readonly files: SherpaFiles;
  readonly threads: number;
  /** How words are made likelier by a search; absent where the model has none. */
  readonly hotwords: Hotwords | undefined;
}

/** What one decode asks for. */
export interface OfflineQuestion extends OfflineWish {
  /** Words that are likely to occur; empty for none. */
  readonly prompt: string;
}

/** A model of sherpa-onnx that hears a whole sound, asked as its kind wants to be asked. One decode at a time. */
export class OfflineModelRunner {
  readonly #options: OfflineModelOptions;
  readonly #natives: OfflineNatives;

  constructor(library: Pick<SherpaModule, 'OfflineRecognizer'>, options: OfflineModelOptions) {
    this.#options = options;
    this.#natives = new OfflineNatives(library);
  }

  /** Throws `recognizer-failed` where the answer cannot be read, and what loading throws. */
  async hear(samples: Float32Array, question: OfflineQuestion): Promise<OfflineResult> {
    const { kind, hotwords } = this.#options;
    const phrases = kind.hotwords === 'search' ? (hotwords?.phrases(question.prompt) ?? '') : '';
    const native = await this.#nativeFor(question, phrases !== '');
    const stream = phrases === '' ? native.createStream() : native.createStream(phrases.replaceAll('\n', '/'));
    this.#tell(stream, question);
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    try {
      return await native.decodeAsync(stream);
    } catch (error) {
      throw unreadable(error);
    }
  }

  async #nativeFor(question: OfflineQuestion, searches: boolean): Promise<OfflineRecognizer> {
    const { kind } = this.#options;
    const { code, task } = question;
    const asked: OfflineWish = { task, ...(code === undefined ? {} : { code }) };
    const config = this.#config(kind.telling === 'option' ? UNTOLD : asked, searches);
    if (kind.telling !== 'configure') return this.#natives.loadedWith(config);
    const native = await this.#natives.loadedWith(this.#config(UNTOLD, searches));
    native.setConfig(config);
    return native;
  }

  #config(wish: OfflineWish, searches: boolean): OfflineConfig {
    const { kind, files, threads, hotwords } = this.#options;
    return {
      featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
      decodingMethod: searches ? 'modified_beam_search' : 'greedy_search',
      ...(searches ? { hotwordsScore: HOTWORDS_SCORE } : {}),
      modelConfig: {
        ...kind.config(files, wish),
        tokens: files.tokens.endsWith('.txt') ? files.tokens : '',
        numThreads: threads,
        provider: 'cpu',
        debug: 0,
        ...(searches ? hotwords?.model : {}),
      },
    };
  }

  #tell(stream: OfflineStream, { code, prompt }: OfflineQuestion): void {
    const { telling, hotwords, optionFor } = this.#options.kind;
    if (telling === 'option' && code !== undefined) stream.setOption('language', optionFor?.(code) ?? code);
    if (hotwords === 'option' && prompt !== '') stream.setOption('hotwords', prompt);
  }
}

const UNTOLD: OfflineWish = { task: 'transcribe' };

/** The message of the error may quote what was said. */
function unreadable(error: unknown): EngineError {
  return new EngineError('recognizer-failed', `The answer of sherpa-onnx cannot be read (${kindAndPlace(error)}).`, {
    hint: 'If it happens often, choose another model.',
    stage: 'transcription',
    retryable: true,
    cause: error,
  });
}
