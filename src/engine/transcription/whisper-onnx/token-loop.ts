import { median } from '../median.ts';

/** A loop is looked for among phrases of at most so many tokens. */
const LONGEST_PHRASE = 40;

/** Nobody speaks faster than this: whoever says a phrase again needs at least so many states of 20 ms for each token. */
const LEAST_STATES_PER_TOKEN = 2;

/** A short phrase must come so often, a long one twice, before it can be called a loop. */
const LEAST_REPEATED_TOKENS = 6;

/** Which state of 20 ms the decoder listened to most, the silence behind the sound not counted. */
export function peakOf(attention: Float32Array, soundStates: number): number {
  let peak = 0;
  for (let state = 1; state < Math.min(attention.length, soundStates); state += 1) {
    if ((attention[state] as number) > (attention[peak] as number)) peak = state;
  }
  return peak;
}

/**
 * How many tokens at the end say again what the tokens before them said, of the same sound: 0 where there is no loop. Who
 * really says it again moves on in the sound while doing so, and the decoder's attention with it.
 * @param peaks what was listened to for each token; empty where that is not known.
 */
export function repeatedTokens(tokens: readonly number[], peaks: readonly number[]): number {
  if (peaks.length < tokens.length) return 0;
  for (let size = 1; size <= Math.min(LONGEST_PHRASE, tokens.length / 2); size += 1) {
    const repeats = repeatsOf(tokens, size);
    if (repeats < 1 || repeats * size < LEAST_REPEATED_TOKENS) continue;
    const end = tokens.length;
    const first = median(peaks.slice(end - (repeats + 1) * size, end - repeats * size)) ?? 0;
    const last = median(peaks.slice(end - size)) ?? 0;
    if (last - first < LEAST_STATES_PER_TOKEN * repeats * size) return repeats * size;
  }
  return 0;
}

/** How often the last `size` tokens follow themselves. */
function repeatsOf(tokens: readonly number[], size: number): number {
  let same = 0;
  for (let index = tokens.length - 1; index >= size && tokens[index] === tokens[index - size]; index -= 1) same += 1;
  return Math.floor(same / size);
}
