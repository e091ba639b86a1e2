import { EngineError, foreignMessage } from '../../errors.ts';
import type { Logger } from '../../log.ts';
import { deviceFromLog, tellsFailedDecode, type NativeDevice } from './native-log.ts';
import {
  loadNativeModule,
  type NativeContext,
  type NativeModule,
  type NativeResult,
  type ParakeetDecodeOptions,
  type WhisperDecodeOptions,
} from './native-module.ts';

/** Opens a model with a loaded library. */
type OpenContext<Options> = (library: NativeModule) => NativeContext<Options>;

/** One model in native code, and the log that goes with it. */
export class NativeDecoder<Options extends WhisperDecodeOptions | ParakeetDecodeOptions> {
  readonly #library: NativeModule;
  readonly #log: Logger;
  #logText = '';
  #context: NativeContext<Options> | undefined;
  #failDecode: ((error: EngineError) => void) | undefined;

  private constructor(library: NativeModule, log: Logger) {
    this.#library = library;
    this.#log = log;
  }

  /**
   * Loads the library and the model. The model file must have been checked before.
   * @param binary path of the library.
   */
  static async open<Options extends WhisperDecodeOptions | ParakeetDecodeOptions>(
    binary: string,
    openContext: OpenContext<Options>,
    log: Logger,
  ): Promise<{ decoder: NativeDecoder<Options>; device: NativeDevice }> {
    const library = loadLibrary(binary);
    const decoder = new NativeDecoder<Options>(library, log);
    let loadLog = '';
    library.WhisperContext.toggleNativeLog(true, (_level, text) => {
      loadLog += text;
      decoder.#hear(text);
    });
    try {
      decoder.#context = openContext(library);
    } catch (error) {
      await nextTurn();
      library.WhisperContext.toggleNativeLog(false);
      throw loadFailure(loadLog, error);
    }
    await nextTurn();
    return { decoder, device: deviceFromLog(loadLog) };
  }

  /**
   * @param pcm 16-bit mono samples at 16 kHz, at least 100 ms of them.
   * @param signal interrupts the decode; it rejects with the reason once the native code has stopped.
   */
  async decode(pcm: Int16Array<ArrayBuffer>, options: Options, signal?: AbortSignal): Promise<NativeResult> {
    const context = this.#context;
    if (!context) throw closed();
    signal?.throwIfAborted();
    // The library forgets to settle its promise when a decode fails or is cut short; only its log tells.
    const failed = new Promise<never>((_resolve, reject) => {
      this.#failDecode = reject;
    });
    const running = context.transcribeData(pcm.buffer, options);
    const stop = (): void => void running.stop();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const result = await Promise.race([running.promise, failed]);
      if (result.isAborted === true) signal?.throwIfAborted();
      return result;
    } catch (error) {
      // To the log, an interrupted decode is a failed one.
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener('abort', stop);
      this.#failDecode = undefined;
    }
  }

  async close(): Promise<void> {
    const context = this.#context;
    this.#context = undefined;
    if (!context) return;
    this.#failDecode?.(closed());
    await context.release();
    this.#library.WhisperContext.toggleNativeLog(false);
  }

  /** Puts the pieces of the native log together into lines. */
  #hear(text: string): void {
    const lines = (this.#logText + text).split('\n');
    this.#logText = lines.pop() ?? '';
    for (const line of lines) {
      this.#log.debug(`whisper.node: ${line}`);
      if (tellsFailedDecode(line)) this.#failDecode?.(decodeFailure(line));
    }
  }
}

function closed(): EngineError {
  return new EngineError('recognizer-failed', 'The speech recogniser is closed.', { stage: 'transcription' });
}

/** The native log of a call arrives after the call has returned. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 20));
}

function loadLibrary(binary: string): NativeModule {
  try {
    return loadNativeModule(binary);
  } catch (error) {
    const why = foreignMessage(error);
    throw new EngineError('recognizer-failed', `whisper.node could not be loaded: ${why}`, {
      hint: 'Install Overlingo again, or choose an ONNX model.',
      stage: 'transcription',
      cause: error,
    });
  }
}

function loadFailure(log: string, cause: unknown): EngineError {
  const outOfMemory = /out of memory|cudaMalloc failed|failed to allocate|OutOfDeviceMemory/iu.test(log);
  const why = outOfMemory ? 'it does not fit into the memory' : (lastError(log) ?? 'the library refused it');
  return new EngineError('recognizer-failed', `The speech model could not be loaded: ${why}.`, {
    hint: outOfMemory
      ? 'Close other programs that use the GPU, or choose a smaller model.'
      : 'Download the model again.',
    stage: 'transcription',
    cause,
  });
}

function lastError(log: string): string | undefined {
  return /: ((?:failed|invalid|unknown|exception|ERROR)[^\n]*)/u.exec(log)?.[1]?.trim();
}

function decodeFailure(line: string): EngineError {
  return new EngineError('recognizer-failed', `The speech recogniser failed (${line.trim()}).`, {
    hint: 'If it happens often, the GPU may be out of memory: choose a smaller model.',
    stage: 'transcription',
    retryable: true,
  });
}
