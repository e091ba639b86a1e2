import { stat } from 'node:fs/promises';
import { EngineError } from '../errors.ts';
import { installedSpeechModel } from '../models/installed-speech-model.ts';
import { nearModel } from '../models/near-model.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { usableSpeechModels } from './usable-speech-models.ts';

/** A name of the list of models, and no path or address. */
const NAME = /^\w[\w.-]*$/u;

/** What ends like this is meant as a file. */
const FILE = /\.(?:bin|gguf|onnx)$/iu;

/**
 * The place of a model that was named as `overlingo models list` names it. Paths, addresses and `demo` stay what they are,
 * also where a file or folder here is called like a model of the list.
 * @throws EngineError `model-missing` where a model is named that is not downloaded, or that nobody knows.
 */
export async function speechModelPlace(
  text: string,
  { assets, speechModels }: Pick<RuntimeFiles, 'assets' | 'speechModels'>,
): Promise<string> {
  if (text === 'demo' || !NAME.test(text) || FILE.test(text)) return text;
  if (await stat(text).catch(() => undefined)) return text;
  const installed = await installedSpeechModel(speechModels, text);
  if (installed !== undefined) return installed;
  const ids = (await usableSpeechModels({ assets })).map(({ id }) => id);
  if (ids.includes(text)) {
    throw new EngineError('model-missing', `The speech model ${text} is not downloaded.`, {
      hint: `Run overlingo models get ${text}.`,
      stage: 'transcription',
    });
  }
  const near = nearModel(text, ids);
  throw new EngineError('model-missing', `There is no speech model ${text}, and no file or folder of that name.`, {
    hint: `${near === undefined ? '' : `Did you mean ${near}? `}See overlingo models list speech, or give the path of a model.`,
    stage: 'transcription',
  });
}
