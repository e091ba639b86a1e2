import path from 'node:path';
import { EngineError } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import type { BufferRecognizer } from '../recognizer.ts';
import type { WhisperNodeConfig } from './definition.ts';
import { chooseVariant } from './choose-variant.ts';
import { warmUp } from '../warm-up.ts';
import { slowCpuWarnings } from './slow-cpu.ts';
import { readGgmlLayout } from './ggml-layout.ts';
import { NativeDecoder } from './native-decoder.ts';
import type { WhisperDecodeOptions } from './native-module.ts';
import { ensureTrimmedCopy } from './trimmed-copy.ts';
import { WhisperSession, decodeOptions, type LoadedWhisper } from './whisper-session.ts';

/** An utterance of 12 s has 600 frames of 20 ms; with fewer than 128 to spare, Whisper repeats itself without end. */
const WINDOW_FRAMES = 768;

/**
 * Loads a ggml Whisper model with whisper.node, on a GPU where one is found. Throws an `EngineError` that says what is
 * wrong with the model or the library.
 */
export async function loadWhisperNodeRecognizer(config: WhisperNodeConfig, log: Logger): Promise<BufferRecognizer> {
  const { model, cacheFolder, threads } = config;
  const layout = await readGgmlLayout(model);
  if (layout.kind !== 'whisper') throw wrongKind(model);
  const chosen = config.chosen ?? (await chooseVariant(config.variant, log));
  const usable = await ensureTrimmedCopy({ model, layout, frames: WINDOW_FRAMES, cacheFolder }, log);
  const { decoder, device } = await NativeDecoder.open<WhisperDecodeOptions>(
    chosen.binary,
    // Flash attention is faster on every GPU and no slower on the CPU.
    ({ WhisperContext }) => new WhisperContext({ filePath: usable.file, useGpu: true, useFlashAttn: true }),
    log,
  );
  const loaded: LoadedWhisper = { decoder, layout, audioContext: usable.audioContext, threads };
  const silence = new Int16Array(16_000);
  const slow = await warmUp(
    device,
    () => decoder.decode(silence, decodeOptions(loaded, { language: 'en', task: 'transcribe', prompt: '' })),
    log,
  );
  return {
    info: {
      library: `whisper.node (${chosen.variant})`,
      device: device.name,
      model: path.parse(model).name,
      capabilities: {
        partials: true,
        translatesToEnglish: layout.multilingual,
        prompt: true,
        languages: layout.multilingual ? 'any' : ['en'],
      },
      warnings: [...slowCpuWarnings(device, chosen), ...usable.warnings, ...slow],
    },
    open: (options) => new WhisperSession(loaded, options),
    close: () => decoder.close(),
  };
}

function wrongKind(model: string): EngineError {
  return new EngineError('model-unsupported', `${model} is a Parakeet model, not a Whisper model.`, {
    hint: 'Give it a name with "parakeet" in it.',
    stage: 'transcription',
  });
}
