import { FRAME_SAMPLES, msToSamples, rootMeanSquare, type AudioFrame } from '../audio/audio-frame.ts';

/** Word times are right to about this, and the pause between two words counts to the first of them. */
const BEFORE_MS = 220;
const AFTER_MS = 30;

/**
 * The quietest frame around the beginning of a word: there the sound is cut, so that no word is halved.
 * @param fromMs where the word before may have ended, where that is not just before the word.
 */
export function quietestFrameNear(frames: readonly AudioFrame[], wordMs: number, fromMs = wordMs - BEFORE_MS): number {
  const last = frames.length - 1;
  const at = (ms: number): number => Math.min(last, Math.max(0, Math.round(msToSamples(ms) / FRAME_SAMPLES)));
  const from = at(fromMs);
  const searched = frames.slice(from, at(wordMs + AFTER_MS) + 1).map(({ samples }) => rootMeanSquare(samples));
  return from + searched.lastIndexOf(Math.min(...searched));
}
