// Word error rate and chrF, and the sounds that verify.mjs makes itself.
import { readFileSync } from 'node:fs';

export const SAMPLE_RATE = 16000;

/** Lower-case words without punctuation. */
export function wordsOf(text) {
  const plain = text.toLowerCase().normalize('NFC').replace(/’/g, "'");
  return plain
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .split(/\s+/)
    .filter(Boolean);
}

/** Insertions, deletions and substitutions between two lists of words. */
export function editDistance(reference, hypothesis) {
  let previous = Array.from({ length: hypothesis.length + 1 }, (_, column) => column);
  reference.forEach((wanted, row) => {
    const current = [row + 1];
    hypothesis.forEach((got, column) => {
      const substituted = previous[column] + (wanted === got ? 0 : 1);
      current.push(Math.min(previous[column + 1] + 1, current[column] + 1, substituted));
    });
    previous = current;
  });
  return previous[hypothesis.length];
}

function characterGrams(text, length) {
  const counts = new Map();
  for (let start = 0; start + length <= text.length; start++) {
    const gram = text.slice(start, start + length);
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** Character n-gram F score of one text, 0 to 100 (n up to 6, recall counts twice). */
export function chrf(reference, hypothesis) {
  const wanted = reference.replace(/\s+/g, '');
  const got = hypothesis.replace(/\s+/g, '');
  let precision = 0;
  let recall = 0;
  let lengths = 0;
  for (let length = 1; length <= 6; length++) {
    const wantedTotal = wanted.length - length + 1;
    const gotTotal = got.length - length + 1;
    if (wantedTotal <= 0 || gotTotal <= 0) break;
    const wantedGrams = characterGrams(wanted, length);
    let hits = 0;
    for (const [gram, count] of characterGrams(got, length))
      hits += Math.min(count, wantedGrams.get(gram) ?? 0);
    precision += hits / gotTotal;
    recall += hits / wantedTotal;
    lengths++;
  }
  if (lengths === 0) return wanted === got ? 100 : 0;
  return precision + recall > 0 ? (100 * 5 * precision * recall) / lengths / (4 * precision + recall) : 0;
}

/** Sums over many texts. */
export class TextScores {
  #errors = 0;
  #words = 0;
  #exact = 0;
  #chrf = 0;
  #texts = 0;

  /** Returns the number of word errors of this text. */
  add(reference, hypothesis) {
    const wanted = wordsOf(reference);
    const errors = editDistance(wanted, wordsOf(hypothesis));
    this.#errors += errors;
    this.#words += wanted.length;
    this.#exact += errors === 0 ? 1 : 0;
    this.#chrf += chrf(reference, hypothesis);
    this.#texts++;
    return errors;
  }

  summary() {
    const share = (part, whole) => Number(((100 * part) / Math.max(1, whole)).toFixed(1));
    return {
      werPercent: share(this.#errors, this.#words),
      exactPercent: share(this.#exact, this.#texts),
      chrf: Number((this.#chrf / Math.max(1, this.#texts)).toFixed(1)),
      texts: this.#texts,
    };
  }
}

/** The samples of a 16 kHz mono WAV file as Int16Array. */
export function readWav(path) {
  const file = readFileSync(path);
  const start = file.indexOf('data') + 8;
  return new Int16Array(file.buffer.slice(file.byteOffset + start, file.byteOffset + file.length));
}

/** Random numbers between 0 and 1 that a seed repeats. */
export function randomNumbers(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Noise with unit power: white, or low-frequency. */
export function makeNoise(count, random, lowFrequency) {
  const samples = new Float32Array(count);
  let low = 0;
  let power = 0;
  for (let i = 0; i < count; i++) {
    const white = Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
    low = 0.97 * low + white;
    samples[i] = lowFrequency ? low : white;
    power += samples[i] ** 2;
  }
  const gain = 1 / Math.sqrt(power / count);
  return samples.map((sample) => sample * gain);
}

const toInt16 = (value) => Math.max(-32768, Math.min(32767, Math.round(value)));

/** Samples with noise so many dB below the speech. */
export function addNoise(samples, decibels, seed) {
  const noise = makeNoise(samples.length, randomNumbers(seed), seed % 2 === 1);
  const peak = samples.reduce((largest, sample) => Math.max(largest, Math.abs(sample)), 0);
  const speech = samples.filter((sample) => Math.abs(sample) > 0.02 * peak);
  const power = speech.reduce((sum, sample) => sum + sample ** 2, 0) / speech.length;
  const gain = Math.sqrt(power) * 10 ** (-decibels / 20);
  return samples.map((sample, i) => toInt16(sample + gain * noise[i]));
}

/** A clip without speech; level 0 is digital silence. */
export function background(seconds, level, seed) {
  const noise = makeNoise(Math.round(SAMPLE_RATE * seconds), randomNumbers(seed), seed % 2 === 1);
  return new Int16Array(noise.map((sample) => toInt16(level * sample)));
}
