import path from 'node:path';
import type { BackendInfo, TimestampKind, TranscribeModel } from 'transcribe-cpp';
import { msToSamples } from '../../audio/audio-frame.ts';
import { EngineError, foreignMessage } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { processorName } from '../default-threads.ts';
import type { Recognizer, RecognizerInfo } from '../recognizer.ts';
import { warmUp } from '../warm-up.ts';
import { BufferSession, type LoadedModel } from './buffer-session.ts';
import type { TranscribeCppConfig } from './definition.ts';
import { deviceName, deviceOrder, isGpu } from './device-choice.ts';
import { requireModelFile } from './model-file.ts';
import { ModelLanguages } from '../model-languages.ts';
import { loadFailure } from './native-errors.ts';
import { streamFamily } from './stream-family.ts';
import { StreamSession, type LoadedStreamingModel } from './stream-session.ts';
import { loadTranscribeModule, type TranscribeModule } from './native-module.ts';

/**
 * Loads a model in GGUF, or a ggml Whisper file, with transcribe.cpp. Throws an `EngineError` that says what is wrong with
 * the model, the library or the GPU that was asked for.
 */
export async function loadTranscribeCpp(config: TranscribeCppConfig, log: Logger): Promise<Recognizer> {
  await requireModelFile(config.model);
  const library = await loadTranscribeModule();
  library.setLogHandler((_level, message) => log.debug(`transcribe.cpp: ${message.trimEnd()}`));
  const { model, warnings } = await loadOnBestDevice(library, config, log);
  const { capabilities, device } = model;
  const languages = new ModelLanguages(capabilities);
  const session = model.createSession({ nThreads: config.threads });
  const timestamps = bestTimestamps(capabilities.maxTimestampKind);
  const { usual } = languages;
  const slow = await warmUp(
    { gpu: isGpu(device), name: deviceName(device) },
    () => session.run(new Float32Array(msToSamples(1000)), usual === undefined ? {} : { language: usual }),
    log,
  );
  const info: RecognizerInfo = {
    library: `transcribe.cpp (${model.arch})`,
    device: isGpu(device) ? deviceName(device) : processorName(config.threads),
    model: path.parse(config.model).name,
    capabilities: {
      partials: true,
      translatesToEnglish: capabilities.supportsTranslate && !capabilities.supportsStreaming,
      prompt: model.supports('initial_prompt'),
      languages: languages.known,
    },
    warnings: [...warnings, ...languages.warnings, ...slow],
  };
  const close = (): Promise<void> => {
    model.dispose();
    return Promise.resolve();
  };
  if (capabilities.supportsStreaming) {
    const family = streamFamily(model, isGpu(device));
    const loaded: LoadedStreamingModel = { session, languages, timestamps, family };
    const streaming = { openStreams: 1, lookAheadMs: family.lookAheadMs };
    return { info: { ...info, streaming }, openStream: (options) => new StreamSession(loaded, options), close };
  }
  const loaded: LoadedModel = { session, languages, timestamps, isWhisper: model.accepts({ kind: 'whisper' }) };
  return { info, open: (options) => new BufferSession(loaded, options), close };
}

/** Loads the model on the first processor that takes it: a GPU may have too little memory, or a broken driver. */
async function loadOnBestDevice(
  library: TranscribeModule,
  { model: file, ...wanted }: TranscribeCppConfig,
  log: Logger,
): Promise<{ model: TranscribeModel; warnings: readonly string[] }> {
  const devices = deviceOrder(library.getAvailableBackends(), wanted);
  const warnings: string[] = [];
  let failure: unknown = noGpu();
  for (const device of devices) {
    try {
      const model = await library.TranscribeModel.load(file, { device });
      log.info(`transcribe.cpp loaded ${model.variant} on ${deviceName(model.device)}.`);
      return { model, warnings };
    } catch (error) {
      failure = loadFailure(error, file);
      if (isGpu(device)) warnings.push(passedOver(device, error));
    }
  }
  throw failure;
}

function passedOver(device: BackendInfo, error: unknown): string {
  return `The speech model could not be loaded on ${deviceName(device)} (${foreignMessage(error)}).`;
}

function noGpu(): EngineError {
  return new EngineError('recognizer-failed', 'transcribe.cpp finds no GPU on this computer.', {
    hint: 'Update the driver of the graphics card, or choose auto or cpu as the device.',
    stage: 'transcription',
  });
}

/** Times of words where the model gives them; those of segments only cost accuracy. */
function bestTimestamps(most: TimestampKind): TimestampKind {
  return most === 'word' || most === 'token' ? 'word' : 'none';
}
