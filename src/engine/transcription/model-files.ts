import { stat } from 'node:fs/promises';
import { EngineError, fileShortage, foreignReason } from '../errors.ts';

/**
 * Checks that each file of a model is there and is not empty. Native code would end the process with a message that
 * nobody understands.
 */
export async function requireModelFiles(files: readonly string[]): Promise<void> {
  for (const file of files) {
    const found = await stat(file).catch(() => undefined);
    if (!found?.isFile()) {
      throw new EngineError('model-missing', `The model file ${file} does not exist.`, {
        hint: 'Check the path given with --model, or leave the option out to use the bundled demo model.',
        stage: 'transcription',
      });
    }
    if (found.size === 0) {
      throw new EngineError('model-damaged', `The model file ${file} is empty.`, {
        hint: 'Copy or download the model again.',
        stage: 'transcription',
      });
    }
  }
}

/** Runs a native constructor. Where it throws, the files are there but are no model, or not of one model. */
export async function loadNative<T>(load: () => T | Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const shortage = fileShortage(error, { who: 'The speech recogniser', stage: 'transcription' });
    if (shortage) throw shortage;
    const reason = foreignReason(error);
    throw new EngineError('model-damaged', `The speech model could not be loaded (${reason}).`, {
      hint: 'Check that the model files are complete and belong together; copy or download them again.',
      stage: 'transcription',
      cause: error,
    });
  }
}
