import { availableParallelism } from 'node:os';
import path from 'node:path';
import { SAMPLE_RATE, msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import { whisperLanguage } from '../languages.ts';
import type { DecodeOptions, Hypothesis, Recognizer, RecognizerSession, SessionOptions } from '../recognizer.ts';
import type { SherpaWhisperConfig } from '../recognizer-config.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { loadNative, requireModelFiles } from './model-files.ts';
import { loadSherpaModule, type OfflineConfig, type OfflineRecognizer } from './sherpa-module.ts';

/** Whisper wants silence after the last word, else it drops it or goes on without end. */
const TAIL_SILENCE_MS = 300;

/** Shorter sounds are filled up: Whisper was hardly trained on less. */
const SHORTEST_AUDIO_MS = 1000;

/** Half a second; the library's own default of ten would cost ten times the work for short utterances. */
const TAIL_PADDING_FRAMES = 50;

/** Nobody says more tokens a second; a decode that reaches the limit has lost its way. */
const TOKENS_PER_SECOND = 10;
const TOKENS_ALWAYS = 16;

/** Loads an offline Whisper model in ONNX. Throws `model-missing` or `model-damaged`. */
export async function loadSherpaWhisper(config: SherpaWhisperConfig): Promise<Recognizer> {
  await requireModelFiles([config.encoder, config.decoder, config.tokens]);
  const engine = new WhisperEngine(config);
  await engine.load();
  return {
    info: {
      engine: 'sherpa-onnx',
      device: `CPU (${config.threads} of ${availableParallelism()} threads)`,
      model: path.basename(config.encoder).replace(/[-.]?encoder.*$/u, ''),
      capabilities: { partials: true, translatesToEnglish: true, prompt: false, languages: config.languages },
      warnings: [],
    },
    open: (options) => new WhisperSession(engine, options),
    close: () => Promise.resolve(),
  };
}

type NativeTask = OfflineConfig['modelConfig']['whisper']['task'];

/** One native recogniser; language and task are changed between decodes, of which there is one at a time. */
class WhisperEngine {
  readonly #config: SherpaWhisperConfig;
  #native: OfflineRecognizer | undefined;
  #language = '';
  #task: NativeTask = 'transcribe';

  constructor(config: SherpaWhisperConfig) {
    this.#config = config;
  }

  async load(): Promise<void> {
    this.#native = await loadNative(() => loadSherpaModule().OfflineRecognizer.createAsync(this.#nativeConfig()));
    // The first decode plans its memory and is twice as slow: it must not be the first caption.
    await this.decode(new Float32Array(msToSamples(SHORTEST_AUDIO_MS)), this.#language, this.#task);
  }

  /** @param language a Whisper code, or empty to let the model find it. */
  async decode(samples: Float32Array, language: string, task: NativeTask) {
    if (!this.#native) throw new Error('The model is not loaded.');
    if (language !== this.#language || task !== this.#task) {
      this.#language = language;
      this.#task = task;
      this.#native.setConfig(this.#nativeConfig());
    }
    const stream = this.#native.createStream();
    stream.acceptWaveform({ samples, sampleRate: SAMPLE_RATE });
    return this.#native.decodeAsync(stream);
  }

  #nativeConfig(): OfflineConfig {
    const { encoder, decoder, tokens, threads } = this.#config;
    return {
      featConfig: { sampleRate: SAMPLE_RATE, featureDim: 80 },
      modelConfig: {
        whisper: {
          encoder,
          decoder,
          language: this.#language,
          task: this.#task,
          tailPaddings: TAIL_PADDING_FRAMES,
        },
        tokens,
        numThreads: threads,
        provider: 'cpu',
        debug: 0,
      },
    };
  }
}

class WhisperSession implements RecognizerSession {
  readonly #engine: WhisperEngine;
  readonly #language: string;
  readonly #audio = new SampleBuffer();

  constructor(engine: WhisperEngine, { language }: SessionOptions) {
    this.#engine = engine;
    this.#language = whisperLanguage(language);
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ task, sampleCount }: DecodeOptions): Promise<Hypothesis> {
    const heard = Math.min(sampleCount, this.#audio.length);
    const padded = Math.max(heard + msToSamples(TAIL_SILENCE_MS), msToSamples(SHORTEST_AUDIO_MS));
    const result = await this.#engine.decode(
      this.#audio.toArray(heard, padded),
      this.#language === 'auto' ? '' : this.#language,
      task === 'transcribe' ? 'transcribe' : 'translate',
    );
    const tokenLimit = TOKENS_ALWAYS + (TOKENS_PER_SECOND * samplesToMs(heard)) / 1000;
    return {
      text: result.text.trim(),
      language: task === 'translate-to-english' ? 'en' : result.lang || this.#language,
      tokenCount: result.tokens.length,
      endedByLength: result.tokens.length > tokenLimit,
    };
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
  }
}
