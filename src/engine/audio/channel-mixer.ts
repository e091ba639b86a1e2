/** How often it is decided which channels are heard. */
const BLOCK_SECONDS = 0.01;

/** For so long what was heard counts, so that a pause or a consonant changes nothing. */
const MEMORY_SECONDS = 0.4;

/** How fast a channel comes and goes: too slow for a click, too fast to lose a sound. */
const FADE_SECONDS = 0.01;

/**
 * Correlation with a louder channel below which a channel is left out, and above which it is heard again. Two people on
 * two channels are at 0; a cable or a plug-in that inverts one channel gives -1, and less where there is more on it.
 */
const LEFT_OUT_BELOW = -0.35;
const HEARD_ABOVE = -0.1;

/** A channel that is left out comes back for one that is heard where it is louder than this, in power. */
const LEAD = 4;

/** -80 dB: what is quieter has no phase worth looking at. */
const LEAST_POWER = 1e-8;

/** Sound with more channels is no stereo or surround: the further ones are heard without a look at them. */
const MOST_COMPARED = 8;

/**
 * Mixes channels down to one: their mean, which cannot clip, without those that would cancel louder ones out. Keeps its
 * state between pieces; how the sound is cut makes no difference, and nothing is delayed.
 */
export class ChannelMixer {
  readonly channels: number;
  readonly #compared: number;
  readonly #blockFrames: number;
  readonly #fadeStep: number;
  readonly #memory = Math.exp(-BLOCK_SECONDS / MEMORY_SECONDS);
  /** Mean products of each two channels over the memory, and of each with itself: a square of numbers. */
  readonly #products: Float64Array;
  /** 1 for channels that are heard, 0 for those that are left out; `#weights` is on its way there. */
  readonly #targets: Float64Array;
  readonly #weights: Float64Array;
  #framesInBlock = 0;

  /** @param sampleRate samples per second and channel. */
  constructor(channels: number, sampleRate: number) {
    this.channels = channels;
    this.#compared = Math.min(channels, MOST_COMPARED);
    this.#blockFrames = Math.max(1, Math.round(sampleRate * BLOCK_SECONDS));
    this.#fadeStep = 1 / Math.max(1, sampleRate * FADE_SECONDS);
    this.#products = new Float64Array(this.#compared ** 2);
    this.#targets = new Float64Array(channels).fill(1);
    this.#weights = new Float64Array(channels).fill(1);
  }

  /** One channel out of `planes`, one array of equal length per channel. */
  mix(planes: readonly Float32Array[]): Float32Array {
    const [first = new Float32Array(0)] = planes;
    if (planes.length === 1) return first;
    const mono = new Float32Array(first.length);
    for (let start = 0; start < mono.length;) {
      const end = Math.min(mono.length, start + this.#blockFrames - this.#framesInBlock);
      this.#mixPart(planes, mono, { start, end });
      this.#listen(planes, start, end);
      this.#framesInBlock += end - start;
      start = end;
      if (this.#framesInBlock === this.#blockFrames) this.#decide();
    }
    return mono;
  }

  #mixPart(planes: readonly Float32Array[], mono: Float32Array, { start, end }: { start: number; end: number }): void {
    for (let frame = start; frame < end; frame++) {
      let sum = 0;
      let weights = 0;
      for (let channel = 0; channel < this.channels; channel++) {
        const weight = this.#nextWeight(channel);
        weights += weight;
        sum += weight * (planes[channel]?.[frame] ?? 0);
      }
      mono[frame] = sum / weights;
    }
  }

  #nextWeight(channel: number): number {
    const weight = this.#weights[channel] ?? 0;
    const target = this.#targets[channel] ?? 0;
    if (weight === target) return weight;
    const step = Math.max(-this.#fadeStep, Math.min(this.#fadeStep, target - weight));
    return (this.#weights[channel] = weight + step);
  }

  #listen(planes: readonly Float32Array[], start: number, end: number): void {
    for (let one = 0; one < this.#compared; one++) {
      for (let other = 0; other <= one; other++) {
        let sum = 0;
        for (let frame = start; frame < end; frame++)
          sum += (planes[one]?.[frame] ?? 0) * (planes[other]?.[frame] ?? 0);
        this.#add(one, other, sum / this.#blockFrames);
      }
    }
  }

  #add(one: number, other: number, value: number): void {
    const index = one * this.#compared + other;
    this.#products[index] = (this.#products[index] ?? 0) + value * (1 - this.#memory);
  }

  /** The loudest channel is heard, and each further one that cancels none of those. */
  #decide(): void {
    this.#framesInBlock = 0;
    const louderFirst = Array.from({ length: this.#compared }, (_, channel) => channel).sort(
      (one, other) => this.#standing(other) - this.#standing(one),
    );
    louderFirst.forEach((channel, place) => {
      const wasHeard = this.#targets[channel] === 1;
      const louder = louderFirst.slice(0, place).filter((other) => this.#targets[other] === 1);
      const least = Math.min(1, ...louder.map((other) => this.#correlation(channel, other)));
      this.#targets[channel] = least > (wasHeard ? LEFT_OUT_BELOW : HEARD_ABOVE) ? 1 : 0;
    });
    for (let index = 0; index < this.#products.length; index++) {
      this.#products[index] = (this.#products[index] ?? 0) * this.#memory;
    }
  }

  #standing(channel: number): number {
    return this.#product(channel, channel) * (this.#targets[channel] === 1 ? LEAD : 1);
  }

  /** -1 to 1; 0 where one of them is silent. */
  #correlation(one: number, other: number): number {
    const power = this.#product(one, one) * this.#product(other, other);
    return power < LEAST_POWER ** 2 ? 0 : this.#product(one, other) / Math.sqrt(power);
  }

  #product(one: number, other: number): number {
    return this.#products[Math.max(one, other) * this.#compared + Math.min(one, other)] ?? 0;
  }
}

/** Samples of all channels in turns as one array per channel. */
export function planesOf(samples: Float32Array, channels: number): Float32Array[] {
  const frames = Math.floor(samples.length / channels);
  return Array.from({ length: channels }, (_, channel) => {
    const plane = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame++) plane[frame] = samples[frame * channels + channel] ?? 0;
    return plane;
  });
}
