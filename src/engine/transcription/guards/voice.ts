import type { GuardedDecode } from './guard.ts';

/** So much speech is no click and no breath: somebody speaks, and what can be kept of the text is shown. */
const SURE_SPEECH_MS = 600;

/** Whisper's own limits: below both, it takes the sound for silence whatever it wrote. */
const NO_SPEECH_PROBABILITY = 0.6;
const UNSURE_LOG_PROBABILITY = -1;

/** The recogniser is sure of its words, and that there are any. */
const CLEAR_NO_SPEECH_PROBABILITY = 0.3;
const CLEAR_LOG_PROBABILITY = -0.6;

/** True where there was too much speech for the utterance to be shown without a text. */
export function isSureSpeech({ speechMs }: GuardedDecode): boolean {
  return speechMs >= SURE_SPEECH_MS;
}

/** True where the recogniser itself says that it heard no speech and guessed at the words. */
export function isDenied({ hypothesis }: GuardedDecode): boolean {
  const { noSpeechProbability = 0, averageLogProbability = 0 } = hypothesis;
  return noSpeechProbability > NO_SPEECH_PROBABILITY && averageLogProbability < UNSURE_LOG_PROBABILITY;
}

/** Whether the recogniser says that the words are clear; `undefined` where it tells no probabilities. */
export function isClear({ hypothesis }: GuardedDecode): boolean | undefined {
  const { noSpeechProbability, averageLogProbability } = hypothesis;
  if (noSpeechProbability === undefined && averageLogProbability === undefined) return undefined;
  return (
    (noSpeechProbability ?? 0) <= CLEAR_NO_SPEECH_PROBABILITY && (averageLogProbability ?? 0) >= CLEAR_LOG_PROBABILITY
  );
}
