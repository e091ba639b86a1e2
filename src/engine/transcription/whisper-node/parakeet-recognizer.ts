import path from 'node:path';
import { sameLanguage } from '../../../protocol/language/same-language.ts';
import { msToSamples } from '../../audio/audio-frame.ts';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { DecodeOptions, Hypothesis, BufferRecognizer, RecognizerSession } from '../recognizer.ts';
import { EUROPEAN_LANGUAGES } from '../parakeet-languages.ts';
import type { ParakeetConfig } from './parakeet-definition.ts';
import { SampleBuffer } from '../sample-buffer.ts';
import { chooseVariant } from './choose-variant.ts';
import { warmUp } from '../warm-up.ts';
import { slowCpuWarnings } from './slow-cpu.ts';
import { readGgmlLayout } from './ggml-layout.ts';
import { NativeDecoder } from './native-decoder.ts';
import type { ParakeetDecodeOptions } from './native-module.ts';
import { toPcm16 } from './pcm.ts';

const SHORTEST_SPEECH_SAMPLES = msToSamples(100);

/** Silence after the last word, which the model wants to hear before it writes it. */
const TAIL_SAMPLES = msToSamples(300);

/** The English model (v2) has 1024 tokens, the European one (v3) 8192. */
const ENGLISH_VOCABULARY = 1024;

/** Loads a ggml Parakeet model with whisper.node, on a GPU where one is found. */
export async function loadParakeetRecognizer(config: ParakeetConfig, log: Logger): Promise<BufferRecognizer> {
  const { model, threads } = config;
  const layout = await readGgmlLayout(model);
  if (layout.kind !== 'parakeet') {
    throw new EngineError('model-unsupported', `${model} is a Whisper model, not a Parakeet model.`, {
      hint: 'Give it a name without "parakeet" in it.',
      stage: 'transcription',
    });
  }
  const chosen = config.chosen ?? (await chooseVariant(config.variant, log));
  // The library takes the window from the length of the sound, so it needs no trimmed copy.
  const { decoder, device } = await NativeDecoder.open<ParakeetDecodeOptions>(
    chosen.binary,
    ({ ParakeetContext }) => new ParakeetContext({ filePath: model, useGpu: true }),
    log,
  );
  const slow = await warmUp(device, () => decoder.decode(new Int16Array(16_000), { maxThreads: threads }), log);
  const languages = layout.vocabulary <= ENGLISH_VOCABULARY + 1 ? ['en'] : EUROPEAN_LANGUAGES;
  return {
    info: {
      library: `whisper.node (${chosen.variant})`,
      device: device.name,
      model: path.parse(model).name,
      capabilities: { partials: true, translatesToEnglish: false, prompt: false, languages },
      warnings: [...slowCpuWarnings(device, chosen), ...slow],
    },
    open: ({ language }) => new ParakeetSession(decoder, threads, spokenLanguage(language, languages)),
    close: () => decoder.close(),
  };
}

/** The model finds the language by itself and does not tell it, so what was asked for is all that is known. */
function spokenLanguage(tag: string, languages: readonly string[]): string {
  const [only, ...others] = languages;
  if (tag === 'auto') return only !== undefined && others.length === 0 ? only : 'und';
  const known = languages.find((language) => sameLanguage(language, tag));
  if (known !== undefined) return known;
  throw new EngineError('language-unsupported', `The Parakeet model does not know the language "${tag}".`, {
    hint: `It knows ${languages.join(', ')}. Use a Whisper model for other languages.`,
    stage: 'transcription',
  });
}

class ParakeetSession implements RecognizerSession {
  readonly #decoder: NativeDecoder<ParakeetDecodeOptions>;
  readonly #threads: number;
  readonly #language: string;
  readonly #audio = new SampleBuffer();

  constructor(decoder: NativeDecoder<ParakeetDecodeOptions>, threads: number, language: string) {
    this.#decoder = decoder;
    this.#threads = threads;
    this.#language = language;
  }

  push(samples: Float32Array): void {
    this.#audio.push(samples);
  }

  async decode({ sampleCount }: DecodeOptions, signal?: AbortSignal): Promise<Hypothesis> {
    const language = this.#language;
    const heard = Math.min(sampleCount, this.#audio.length);
    if (heard < SHORTEST_SPEECH_SAMPLES) return { text: '', language, endedByLength: false };
    const pcm = toPcm16(this.#audio.toArray(heard, heard + TAIL_SAMPLES));
    const { result } = await this.#decoder.decode(pcm, { maxThreads: this.#threads }, signal);
    // A transducer writes at most what it hears; it has no length limit to run into.
    return { text: result.trim(), language, endedByLength: false };
  }

  close(): void {
    // The audio goes with the session; the native side holds nothing between decodes.
  }
}
