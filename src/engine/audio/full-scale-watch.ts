import { msToSamples } from './audio-frame.ts';
import { fromDecibels, toDecibels } from './conditioning/decibels.ts';

/** Resampling and lossy formats go beyond full scale by less than this, also where a recording was made well. */
const BEYOND = fromDecibels(3);

/** One sample in a thousand over 20 s, as of a microphone: less are clicks and bumps. */
const WINDOW_SAMPLES = msToSamples(20_000);
const MOST_BEYOND = WINDOW_SAMPLES / 1000;

/**
 * Passes sound of 16 kHz on, and tells once where it is louder than full scale again and again, as only files of floats
 * can be. @param onTooLoud told by how many decibels the loudest sample up to then was.
 */
export async function* watchFullScale(
  pieces: AsyncIterable<Float32Array>,
  onTooLoud: (overDb: number) => void,
): AsyncGenerator<Float32Array, void, undefined> {
  let [heard, beyond, loudest] = [0, 0, 0];
  let isTold = false;
  for await (const piece of pieces) {
    yield piece;
    if (isTold) continue;
    for (const sample of piece) {
      const size = Math.abs(sample);
      if (size > loudest) loudest = size;
      if (size > BEYOND) beyond += 1;
    }
    if (beyond > MOST_BEYOND) {
      isTold = true;
      onTooLoud(toDecibels(loudest));
    }
    heard += piece.length;
    if (heard >= WINDOW_SAMPLES) [heard, beyond] = [0, 0];
  }
}
