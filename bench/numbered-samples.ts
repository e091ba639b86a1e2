/** Samples carry their number modulo this, in 16 bits at half of full scale. */
const PERIOD = 32_768;

/** So much is made at once. */
const PIECE_SAMPLES = 4096;

/** Endless sound as 16-bit bytes, in which the value of each sample is its number. */
export function* numberedSamples(): Generator<Buffer> {
  for (let number = 0; ; number += PIECE_SAMPLES) {
    yield Buffer.from(Int16Array.from({ length: PIECE_SAMPLES }, (_, index) => valueOf(number + index)).buffer);
  }
}

function valueOf(number: number): number {
  return (number % PERIOD) - PERIOD / 2;
}

/** Counts what is missing from numbered samples; losses of a whole period (2 s) show as silence before them only. */
export class NumberedSamples {
  /** Samples whose number came. */
  heard = 0;
  /** Samples whose number never came, since the first that did. */
  lost = 0;
  /** Silence where a number should have been: of the sound server, or of a capture that lost its device. */
  silent = 0;
  #next: number | undefined;

  push(samples: Float32Array): void {
    for (const sample of samples) {
      const number = Math.round(sample * 32_768) + PERIOD / 2;
      const isSilence = sample === 0 && number !== this.#next;
      if (isSilence) {
        if (this.#next !== undefined) this.silent += 1;
        continue;
      }
      if (this.#next !== undefined) this.lost += (number - this.#next + PERIOD) % PERIOD;
      this.#next = (number + 1) % PERIOD;
      this.heard += 1;
    }
  }
}
