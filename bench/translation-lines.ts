import type { LabelledClip } from './clips.ts';
import type { BenchLine } from './report.ts';
import { abortLines } from './translation-abort.ts';
import { answerLines } from './translation-answers.ts';
import { erasureLines } from './translation-erasure.ts';
import { overheadLines } from './translation-overhead.ts';

/** What viewers see of translations while they are made, and what the engine adds to the time of the servers. */
export async function translationLines(clips: readonly LabelledClip[]): Promise<BenchLine[]> {
  return [
    ...(await overheadLines()),
    ...(await abortLines()),
    ...(await answerLines()),
    ...(await erasureLines(clips)),
  ];
}
