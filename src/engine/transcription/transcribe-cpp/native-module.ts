import type * as transcribeCpp from 'transcribe-cpp';
import { EngineError, foreignReason } from '../../errors.ts';

/** The package: native code behind a foreign function interface, with types of its own. */
export type TranscribeModule = typeof transcribeCpp;

/**
 * Loads the library; only a recogniser host process does that. Throws `recognizer-failed` where it cannot be used on this
 * computer.
 */
export async function loadTranscribeModule(): Promise<TranscribeModule> {
  try {
    const library = await import('transcribe-cpp');
    // The package finds and opens its native part at the first call, and tells what is wrong with it then.
    library.version();
    return library;
  } catch (error) {
    throw new EngineError('recognizer-failed', `transcribe.cpp could not be loaded: ${foreignReason(error)}.`, {
      hint:
        `It is made for Node 22 and newer (this is ${process.version}) and for common systems only. ` +
        'Install Overlingo again with its optional packages, or choose an ONNX model.',
      stage: 'transcription',
      cause: error,
    });
  }
}
