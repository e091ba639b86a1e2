import type { GuardedDecode } from './guard.ts';

/** So much speech is no click and no breath: somebody speaks, and what can be kept of the text is shown. */
const SURE_SPEECH_MS = 600;

/**
 * Whisper base gives recorded speech a no-speech probability of at most 0.45 and a log-probability of at least -0.6; noises
 * and silence get 0.42 to 0.84 and -1.1 to -1.8, or a loop that it is sure of. Speech must fail by both numbers.
 */
const NO_SPEECH_PROBABILITY = 0.4;
const UNSURE_LOG_PROBABILITY = -1;
const LOOP_NO_SPEECH_PROBABILITY = 0.6;

/** The recogniser is sure of its words, and that there are any. */
const CLEAR_NO_SPEECH_PROBABILITY = 0.5;
const CLEAR_LOG_PROBABILITY = -0.9;

/** True where there was too much speech for the utterance to be shown without a text. */
export function isSureSpeech({ speechMs }: GuardedDecode): boolean {
  return speechMs >= SURE_SPEECH_MS;
}

/** True where the recogniser itself says that it heard no speech, and guessed at the words or looped. */
export function isDenied({ hypothesis }: GuardedDecode): boolean {
  const { noSpeechProbability = 0, averageLogProbability = 0, looped = false, endedByLength } = hypothesis;
  if ((looped || endedByLength) && noSpeechProbability > LOOP_NO_SPEECH_PROBABILITY) return true;
  return noSpeechProbability > NO_SPEECH_PROBABILITY && averageLogProbability < UNSURE_LOG_PROBABILITY;
}

/** Whether the recogniser says that the words are clear; `undefined` where it tells no probabilities. */
export function isClear({ hypothesis }: Pick<GuardedDecode, 'hypothesis'>): boolean | undefined {
  const { noSpeechProbability, averageLogProbability } = hypothesis;
  if (noSpeechProbability === undefined && averageLogProbability === undefined) return undefined;
  return (
    (noSpeechProbability ?? 0) <= CLEAR_NO_SPEECH_PROBABILITY && (averageLogProbability ?? 0) >= CLEAR_LOG_PROBABILITY
  );
}
