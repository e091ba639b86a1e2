/** A tone that rises, so that it fits itself at one place only. Mono. */
export function risingTone(seconds: number, sampleRate: number): Float32Array {
  const at = (index: number): number => index / sampleRate;
  return new Float32Array(seconds * sampleRate).map(
    (_, index) => 0.4 * Math.sin(2 * Math.PI * (300 + 400 * at(index)) * at(index)),
  );
}

/** The same sound in two channels, in turns. */
export function stereo(mono: Float32Array): Float32Array {
  return new Float32Array(mono.length * 2).map((_, index) => mono[index >> 1] ?? 0);
}

/** Sound as it comes from somewhere else, piece by piece. */
export async function* inPieces(samples: Float32Array, length: number): AsyncGenerator<Float32Array> {
  for (let start = 0; start < samples.length; start += length) {
    yield samples.subarray(start, start + length);
    await Promise.resolve();
  }
}

/** Sound that does not come. */
export async function* noSound(): AsyncGenerator<Float32Array> {
  await new Promise(() => undefined);
  yield new Float32Array(0);
}
