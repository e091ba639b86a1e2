import { readSpeechCatalogue, type SpeechModel } from '../models/speech-catalogue.ts';
import type { RuntimeFiles } from '../runtime-files.ts';
import { BUILT_IN_RECOGNIZERS } from '../transcription/built-in-recognizers.ts';

/** The speech models of the list that a recogniser of this program runs. */
export async function usableSpeechModels({ assets }: Pick<RuntimeFiles, 'assets'>): Promise<readonly SpeechModel[]> {
  const engines = Object.keys(BUILT_IN_RECOGNIZERS);
  return (await readSpeechCatalogue(assets)).filter(({ engine }) => engines.includes(engine));
}
