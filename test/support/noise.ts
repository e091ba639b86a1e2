import { SAMPLE_RATE } from '../../src/engine/audio/audio-frame.ts';

/** The sounds that are no speech, by name: each gives one sample by its index. */
export const NOISES: Readonly<Record<string, () => (index: number) => number>> = {
  'digital silence': () => () => 0,
  'white noise': () => {
    const random = createRandom(1);
    return () => 0.1 * gauss(random);
  },
  'pink noise': () => {
    const random = createRandom(2);
    const rows = Array.from({ length: 12 }, () => gauss(random));
    return (index) => {
      rows.forEach((_, row) => {
        if (index % 2 ** row === 0) rows[row] = gauss(random);
      });
      return 0.03 * rows.reduce((sum, value) => sum + value, 0);
    };
  },
  'mains hum': () => (index) =>
    [1, 2, 3, 5].reduce((sum, harmonic) => sum + (0.1 / harmonic) * tone(50 * harmonic, index), 0),
  'keyboard clicks': () => {
    const random = createRandom(3);
    let since = 0;
    let next = 2000;
    return () => {
      since += 1;
      if (since >= next) {
        since = 0;
        next = 1500 + random() * 4000;
      }
      return since < 400 ? 0.4 * gauss(random) * Math.exp(-since / 60) : 0.001 * gauss(random);
    };
  },
  'music-like tones': () => {
    const scale = [261.6, 293.7, 329.6, 392, 440, 523.3];
    return (index) => {
      const beat = Math.floor(index / (SAMPLE_RATE / 2));
      const decay = Math.exp(-(index % (SAMPLE_RATE / 2)) / 4000);
      const note = scale[(beat * 7) % scale.length] ?? 440;
      return 0.15 * decay * (tone(note, index) + 0.5 * tone(note * 2, index)) + 0.05 * tone(130.8, index);
    };
  },
};

/** A sound of a duration. */
export function createNoise(name: string, seconds: number): Float32Array {
  const sample = NOISES[name]?.();
  if (!sample) throw new Error(`There is no noise named ${name}.`);
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, (_, index) => sample(index));
}

function tone(hertz: number, index: number): number {
  return Math.sin((2 * Math.PI * hertz * index) / SAMPLE_RATE);
}

/** Numbers in [0, 1) that are the same in every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

function gauss(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
