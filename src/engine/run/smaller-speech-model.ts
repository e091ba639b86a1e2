import path from 'node:path';
import { primarySubtag } from '../../protocol/language/parse-language.ts';
import { wantedLanguages } from '../../protocol/spoken-language.ts';
import { installedSpeechModel } from '../models/installed-speech-model.ts';
import { downloadBytes } from '../models/model-entry.ts';
import type { SpeechModel } from '../models/speech-catalogue.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import type { RecognizerSettings } from '../transcription/settings.ts';
import { usableSpeechModels } from './usable-speech-models.ts';

/** A model of nearly the same size is hardly faster. */
const CLEARLY_SMALLER = 0.7;

/**
 * What to do where a model is too slow even for merged utterances: a smaller one by its name, one that is downloaded first, and of
 * those the largest of the same family, which hears best.
 * @param otherwise where the list has none, or does not have the present one.
 */
export async function smallerModelHint(
  { model, language }: Pick<RecognizerSettings, 'model' | 'language'>,
  files: Pick<RuntimeFiles, 'assets' | 'speechModels'>,
  otherwise: string,
): Promise<string> {
  const models = await usableSpeechModels(files);
  const name = path.basename(model);
  const present = models.find(({ id }) => id === name);
  if (!present) return otherwise;
  const wanted = wantedLanguages(language).map(primarySubtag);
  const smaller = models
    .filter(
      ({ hardware, languages }) =>
        hardware === 'any' && (languages === 'any' || wanted.every((tag) => languages.includes(tag))),
    )
    .filter((one) => downloadBytes(one) < CLEARLY_SMALLER * downloadBytes(present))
    .toSorted(
      (one, other) =>
        Number(isOfFamily(other, present)) - Number(isOfFamily(one, present)) ||
        downloadBytes(other) - downloadBytes(one),
    );
  for (const { id } of smaller) {
    if (await installedSpeechModel(files.speechModels, id))
      return `Use the smaller model ${id}, which is downloaded: --model ${id}.`;
  }
  const [best] = smaller;
  if (!best) return otherwise;
  return `Use the smaller model ${best.id}: overlingo models get ${best.id}, then --model ${best.id}.`;
}

/** Such as Whisper: the first word of the name. */
function isOfFamily(one: SpeechModel, other: SpeechModel): boolean {
  const [family, otherFamily] = [one, other].map(({ id }) => /^[a-z]+/u.exec(id)?.[0]);
  return family === otherFamily;
}
