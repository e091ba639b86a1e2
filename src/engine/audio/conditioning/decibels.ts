/** An amplitude, with 1 as full scale, in dB; -Infinity for 0. */
export function toDecibels(amplitude: number): number {
  return 20 * Math.log10(amplitude);
}

/** The amplitude of a level in dB, with 1 as full scale. */
export function fromDecibels(decibels: number): number {
  return 10 ** (decibels / 20);
}
