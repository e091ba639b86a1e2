import { STEP_MS, VoiceSteps } from './voice-steps.ts';

/** What is known of a word before it is laid over the sound. */
export interface RoughWord {
  /** How long it is, in any unit. */
  readonly weight: number;
  /** Whether a mark follows it: marks are spoken as pauses. */
  readonly marked: boolean;
  /** When it begins by the native code, in milliseconds: off by a quarter of a second, at times by one. */
  readonly roughMs: number;
}

/** When a word is said, in milliseconds from the beginning of the sound. */
export interface WordSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** The rest of a longer one is a pause inside of it, which is not wanted. */
const LONGEST_WORD_STEPS = 2400 / STEP_MS;

/** A word may well have so much more or less voice than its length suggests. */
const SPREAD_SHARE = 0.45;
const SPREAD_STEPS = 60 / STEP_MS;

/** It may well begin so far from its rough time; what is farther off counts less than by its square. */
const ROUGH_STEPS = 1000 / STEP_MS;
const FAR_OFF = 3;

/** A shorter silence between words is no pause. */
const PAUSE_STEPS = 120 / STEP_MS;
const MARK_WITHOUT_PAUSE = 1.5;

/** For each step of silence: inside of a word, and of a pause without a mark. */
const SILENCE_INSIDE = 0.12;
const PAUSE_WITHOUT_MARK = 0.06;

/** For each step that sounds like voice and belongs to no word: music, a game, somebody else. */
const VOICE_OUTSIDE = 0.12;

/** Nobody speaks slower than this: so much voice for a unit of weight. */
const SLOWEST_STEPS = 140 / STEP_MS;

/** The best way to lay the words up to one of them. */
interface Laid {
  /** By the step where the sound goes on behind the word. */
  readonly costs: Float64Array<ArrayBuffer>;
  /** Where the word begins, by the same step. */
  readonly starts: Int32Array;
  /** Where the sound went on behind the word before, by the step where the word begins. */
  readonly entries: Int32Array;
}

/**
 * Lays words over the sound that they were heard in, by dynamic programming: each takes as much voice as it is long, stays
 * near its rough time, begins and ends where voice does, and marks fall on pauses. Nothing where the sound has no room for
 * all of them.
 */
export function layWords(samples: Float32Array, words: readonly RoughWord[]): readonly WordSpan[] | undefined {
  const voice = new VoiceSteps(samples);
  const weights = words.reduce((sum, { weight }) => sum + weight, 0);
  const stepsPerWeight = Math.min(SLOWEST_STEPS, voice.between(0, voice.length) / Math.max(1, weights));
  const laid: Laid[] = [];
  let costs = new Float64Array(voice.length + 1).fill(Number.POSITIVE_INFINITY);
  costs[voice.voiceFrom(0)] = 0;
  for (const [index, word] of words.entries()) {
    const isLast = index === words.length - 1;
    const entries = passVoice(costs, voice);
    const next = layNext(costs, voice, { ...word, wanted: word.weight * stepsPerWeight, isLast });
    laid.push({ ...next, entries });
    costs = next.costs;
  }
  const ends = passVoice(costs, voice);
  const end = ends[voice.length] as number;
  return laid.length === 0 || costs[end] === Number.POSITIVE_INFINITY ? undefined : spansOf(laid, voice, end);
}

/** Lets a word begin later than where the sound goes on. Changes the costs; gives from where each step is reached. */
function passVoice(costs: Float64Array, voice: VoiceSteps): Int32Array {
  const from = Int32Array.from(costs.keys());
  for (let step = 0; step < voice.length; step += 1) {
    const passed = (costs[step] as number) + (voice.isVoice(step) ? VOICE_OUTSIDE : 0);
    if (passed >= (costs[step + 1] as number)) continue;
    costs[step + 1] = passed;
    from[step + 1] = from[step] as number;
  }
  return from;
}

function layNext(
  costs: Float64Array,
  voice: VoiceSteps,
  word: RoughWord & { readonly wanted: number; readonly isLast: boolean },
): Omit<Laid, 'entries'> {
  const next = new Float64Array(voice.length + 1).fill(Number.POSITIVE_INFINITY);
  const starts = new Int32Array(voice.length + 1);
  for (const [start, cost] of costs.entries()) {
    if (cost === Number.POSITIVE_INFINITY || !voice.isVoice(start)) continue;
    const begun = cost + startCost(start, word.roughMs);
    for (let end = start + 1; end <= Math.min(voice.length, start + LONGEST_WORD_STEPS); end += 1) {
      if (!voice.isVoice(end - 1)) continue;
      const following = voice.voiceFrom(end);
      const price = begun + lengthCost(voice.between(start, end), end - start, word.wanted);
      const total = word.isLast ? price : price + pauseCost(following - end, word.marked);
      if (total >= (next[following] as number)) continue;
      next[following] = total;
      starts[following] = start;
    }
  }
  return { costs: next, starts };
}

function startCost(start: number, roughMs: number): number {
  const off = Math.abs(start - roughMs / STEP_MS) / ROUGH_STEPS;
  return Math.min(off * off, FAR_OFF * off);
}

function lengthCost(voiceSteps: number, allSteps: number, wanted: number): number {
  return (
    ((voiceSteps - wanted) / (SPREAD_SHARE * wanted + SPREAD_STEPS)) ** 2 + SILENCE_INSIDE * (allSteps - voiceSteps)
  );
}

function pauseCost(pauseSteps: number, marked: boolean): number {
  if (marked) return pauseSteps < PAUSE_STEPS ? MARK_WITHOUT_PAUSE : 0;
  return PAUSE_WITHOUT_MARK * Math.max(0, pauseSteps - PAUSE_STEPS);
}

/** Follows the cheapest way back from where the sound goes on behind the last word. */
function spansOf(laid: readonly Laid[], voice: VoiceSteps, end: number): readonly WordSpan[] {
  const spans: WordSpan[] = [];
  let following = end;
  for (const { starts, entries } of laid.toReversed()) {
    const start = starts[following] as number;
    let last = following;
    while (last > start && !voice.isVoice(last - 1)) last -= 1;
    spans.unshift({ startMs: start * STEP_MS, endMs: last * STEP_MS });
    following = entries[start] as number;
  }
  return spans;
}
