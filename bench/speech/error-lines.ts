import { readRecordings, realSpeechMissing, type Recording } from '../../test/support/speech/recordings.ts';
import { errorShare, pooledErrors } from '../../test/support/speech/word-errors.ts';
import type { BenchLine } from '../report.ts';
import { GGML_MODEL, quickMode, speechModel } from './choice.ts';
import { languageLines } from './language-lines.ts';
import { textLines } from './text-lines.ts';
import { transcribeAll, type Transcribed } from './transcribe-run.ts';
import { wholeWindows, type WholeWindow } from './whole-window.ts';

/** What `transcribe` writes of recordings of people, with both forms of the weights, beside bare whole windows. */
export async function errorLines(): Promise<BenchLine[]> {
  const model = speechModel();
  const missing = realSpeechMissing(model);
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  const recordings = readRecordings();
  const windows = await wholeWindows(recordings, model);
  const results = await transcribeAll(recordings, model);
  const lines = [...textLines(model, results, windows), ...languageLines(`transcribe ${model}`, results, windows)];
  return quickMode() ? lines : [...lines, ...(await ggmlLines(recordings, results, windows))];
}

/** The other form of the weights must give the same text, within one point. */
async function ggmlLines(
  recordings: readonly Recording[],
  onnx: readonly Transcribed[],
  windows: readonly WholeWindow[],
): Promise<BenchLine[]> {
  const missing = realSpeechMissing(GGML_MODEL);
  if (missing !== undefined) {
    console.error(missing);
    return [];
  }
  const results = await transcribeAll(recordings, GGML_MODEL);
  const share = (some: readonly Transcribed[]): number =>
    100 * errorShare(pooledErrors(some.filter(({ recording }) => recording.language).map(({ errors }) => errors)));
  return [
    ...textLines(GGML_MODEL, results, windows),
    {
      name: 'word errors of the two forms of weights apart',
      value: Math.abs(share(results) - share(onnx)),
      unit: '%',
      goal: 1,
      detail: `${share(results).toFixed(1)} % and ${share(onnx).toFixed(1)} %, in points`,
    },
  ];
}
