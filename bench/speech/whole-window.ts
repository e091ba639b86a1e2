import type { Recording } from '../../test/support/speech/recordings.ts';
import { pooledErrors, wordErrors, type WordErrors } from '../../test/support/speech/word-errors.ts';
import { createWindowDecoder } from './bare-window.ts';
import { libraryTexts, peerMissing } from './peers.ts';

/** What the same weights give where a library decodes whole windows with all sound at hand. */
export interface WholeWindow {
  readonly name: string;
  /** By the names of the recordings. */
  readonly texts: ReadonlyMap<string, string>;
  /** Over all recordings in which somebody speaks. */
  readonly errors: WordErrors;
}

/** The same files, with nothing around the library. */
export const BARE_NAME = 'sherpa-onnx, greedy';

/** Decodes with every library that is here, the best first. Empty where there is none for these weights. */
export async function wholeWindows(recordings: readonly Recording[], model: string): Promise<WholeWindow[]> {
  const found: WholeWindow[] = [];
  const missing = peerMissing('faster-whisper');
  if (missing === undefined) {
    found.push(judge('faster-whisper, int8, beam 5', await libraryTexts(recordings), recordings));
  } else console.error(missing);
  const decode = createWindowDecoder(model);
  if (decode) {
    const texts = new Map<string, string>();
    for (const recording of recordings) texts.set(recording.name, await decode(recording));
    found.push(judge(BARE_NAME, texts, recordings));
  }
  return found.toSorted((a, b) => countErrors(a.errors) - countErrors(b.errors));
}

/** Words missing, wrong and invented together. */
export function countErrors({ missing, wrong, invented }: WordErrors): number {
  return missing + wrong + invented;
}

function judge(name: string, texts: ReadonlyMap<string, string>, recordings: readonly Recording[]): WholeWindow {
  const errors = recordings.flatMap(({ name: recording, text, language }) =>
    language === undefined ? [] : [wordErrors(text, texts.get(recording) ?? '', language)],
  );
  return { name, texts, errors: pooledErrors(errors) };
}
