import type { OutputTruncated, Transcript } from 'transcribe-cpp';
import { EngineError, foreignMessage, foreignReason } from '../../errors.ts';

// The classes of the package are known only once it is loaded, so its errors are told by their names.

/** Why a model could not be loaded, as an `EngineError`. @param file the path of the model. */
export function loadFailure(error: unknown, file: string): EngineError {
  const detail = foreignReason(error);
  switch (nameOf(error)) {
    case 'ModelFileNotFound':
      return new EngineError('model-missing', `The model file ${file} cannot be opened.`, {
        hint: 'Check the path, or download the model again.',
        stage: 'transcription',
        cause: error,
      });
    case 'OutOfMemory':
      return new EngineError('recognizer-failed', `The speech model ${file} does not fit into memory.`, {
        hint: 'Close other programs that use the GPU, or choose a smaller model.',
        stage: 'transcription',
        cause: error,
      });
    case 'NotImplementedByModel':
    case 'VersionMismatch':
      return new EngineError('model-unsupported', `transcribe.cpp cannot run the model ${file} (${detail}).`, {
        hint: 'Choose a model of another kind, or install the newest Overlingo.',
        stage: 'transcription',
        cause: error,
      });
    default:
      return new EngineError('model-damaged', `The speech model ${file} could not be loaded (${detail}).`, {
        hint: 'Check that the file is whole and of a kind that transcribe.cpp runs; download it again.',
        stage: 'transcription',
        cause: error,
      });
  }
}

/** Why an utterance could not be decoded, as an `EngineError`. */
export function decodeFailure(error: unknown): EngineError {
  return new EngineError('recognizer-failed', `The speech recogniser failed (${foreignMessage(error)}).`, {
    hint: 'If it happens often, the GPU may be out of memory: choose a smaller model.',
    stage: 'transcription',
    retryable: true,
    cause: error,
  });
}

/** What was decoded before the model reached its limit; `undefined` for other errors. */
export function truncatedText(error: unknown): Transcript | undefined {
  return nameOf(error) === 'OutputTruncated' ? (error as OutputTruncated).partialResult : undefined;
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
