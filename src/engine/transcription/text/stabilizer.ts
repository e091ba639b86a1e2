import { sharedLength } from '../../../protocol/text-units.ts';
import { alignedPrefixLength } from './align.ts';
import { missingSpace } from './missing-space.ts';
import { settlingPoint } from './settling-point.ts';
import type { TimedToken } from './timed-tokens.ts';
import { joinTokens, tokenize, trailingMarks, type Token } from './tokens.ts';
import { unheardFrom, type WordEnd } from './unheard-end.ts';

/** What is shown of a partial: `stableText + unstableText`. */
export interface StabilizedText {
  readonly stableText: string;
  readonly unstableText: string;
  /** Present where a sentence, or a clause of a long one, is finished although the speaker goes on. */
  readonly settled?: SettledText;
}

/** A finished sentence at the beginning of an utterance. */
export interface SettledText {
  readonly text: string;
  /** When the next word begins, in milliseconds from the beginning of the utterance. */
  readonly nextWordMs: number;
  /** Where the last word ended, if the decode has no word for what follows. */
  readonly unheard?: WordEnd;
  /** The words that belong to the next caption. */
  readonly rest: readonly TimedToken[];
  /** Decides about the next caption; it knows what was heard of it before. */
  readonly next: HypothesisStabilizer;
}

/** The text of a final, and whether committed words had to be kept against the last hypothesis. */
export interface StabilizedFinal {
  readonly text: string;
  readonly disagreed: boolean;
}

/** What a hypothesis was made of. */
export interface HeardSound {
  /** It ends in a pause, so that its newest word is whole. */
  readonly paused: boolean;
  /** Length of the sound in milliseconds. */
  readonly soundMs: number;
}

/** A word that lies so far behind the end of the sound, and that the decoder is so sure of, needs no second hypothesis. */
const CERTAIN_BEHIND_MS = 900;
const CERTAIN_PROBABILITY = 0.9;

/** What follows a word changes it: two hypotheses that agree on it are believed once so much sound lies behind it. */
const AGREED_BEHIND_MS = 600;

/**
 * A word that the decoder is less sure of is a guess, and of nearly the same sound the decoder makes the same guess again.
 * So three hypotheses must agree on it, also in a pause, and the sound behind it times its probability must come to this.
 */
const LIKELY_PROBABILITY = 0.4;
const DOUBTFUL_BEHIND_MS = 400;

/**
 * Below this on the average of its words a hypothesis is unsure as a whole. Its likely words lean on guesses, so that
 * agreement says nothing: only certain words settle, the rest waits for better hypotheses or for the final.
 */
const UNSURE_MEAN = 0.65;

/** The newest word is whole where it ends so far before the end of the sound and the decoder is sure of it. */
const WHOLE_BEHIND_MS = 40;
const WHOLE_PROBABILITY = 0.4;

/**
 * Decides which words of a growing utterance are shown, and which of them as certain. Two successive hypotheses must agree
 * on a word to make it certain (LocalAgreement-2), or the decoder's attention must have left it behind. While the speaker
 * talks, the newest word is never certain, and is shown only once it is known to be whole: the sound may stop in the middle
 * of it, and most of what would flicker is there. What is certain is never taken back: `stableText` only grows.
 */
export class HypothesisStabilizer {
  #stableText = '';
  #stableKeys: string[] = [];
  /** The hypotheses before, the newest first. */
  #earlier: readonly (readonly Token[])[];

  /** @param earlier the hypotheses before, the newest first. */
  constructor(earlier: readonly (readonly Token[])[] = []) {
    this.#earlier = earlier;
  }

  get stableText(): string {
    return this.#stableText;
  }

  /** Takes the next hypothesis. @param language BCP-47 tag of the text. */
  update(heard: readonly TimedToken[], language: string, sound: HeardSound): StabilizedText {
    const { paused } = sound;
    const keys = keysOf(heard);
    const from = this.#position(keys);
    const [previous = []] = this.#earlier;
    const previousFrom = this.#position(keysOf(previous));
    const rests = this.#earlier.map((tokens) => tokens.slice(this.#position(keysOf(tokens))));
    const [agreed = 0, agreedBefore = 0] = rests.map((tokens) => sharedLength(keysOf(tokens), keys.slice(from)));
    const unsure = isUnsure(heard);
    const whole = wholeCount(heard.slice(from), { agreed: unsure ? 0 : agreed, agreedBefore }, sound);
    // In a pause the whole utterance may be about to end: its final is then cut into sentences.
    if (!paused) {
      const isSteady = from + agreedBefore >= keys.length && !unsure;
      const unheard = isSteady ? unheardFrom(heard, sound.soundMs) : undefined;
      const settledCount = settlingPoint({
        tokens: heard,
        settledBefore: from,
        stable: from + whole,
        sameMarks: (index) => previous[previousFrom + index - from]?.surface === heard[index]?.surface,
        language,
      });
      const count = settledCount ?? (unheard && heard.length);
      if (count !== undefined) return this.#settle(heard, { from, count: count - from, language, rests, unheard });
    }
    this.#commit(heard, from, whole, language);
    this.#earlier = [heard, ...this.#earlier.slice(0, 1)];
    const newest = heard.at(-1);
    const newestIsSteady = from + agreed === keys.length && trailingMarks(newest?.surface ?? '') === '';
    const shown = paused || newestIsSteady || isWhole(newest, sound) ? heard : heard.slice(0, -1);
    const rest = this.#rest(shown, from + whole, language);
    return { stableText: this.#stableText, unstableText: paused ? rest : withoutEndMarks(rest) };
  }

  /** The final text: the last hypothesis, but never without the words that were committed. */
  finish(text: string, language: string): StabilizedFinal {
    const tokens = tokenize(text, language);
    const keys = keysOf(tokens);
    if (this.#stableKeys.every((key, index) => keys[index] === key)) {
      return { text: joinTokens(tokens), disagreed: false };
    }
    return { text: this.#stableText + this.#rest(tokens, this.#position(keys), language), disagreed: true };
  }

  /** Where in a hypothesis the committed words end. */
  #position(keys: readonly string[]): number {
    return alignedPrefixLength(this.#stableKeys, keys);
  }

  /** Ends the caption after `count` more tokens. What follows them is for the next one. */
  #settle(
    heard: readonly TimedToken[],
    {
      from,
      count,
      language,
      rests,
      unheard,
    }: {
      from: number;
      count: number;
      language: string;
      rests: readonly (readonly Token[])[];
      unheard: WordEnd | undefined;
    },
  ): StabilizedText {
    this.#commit(heard, from, count, language);
    const end = from + count;
    const rest = heard.slice(end);
    this.#stableText += trailingMarks(heard[end - 1]?.surface ?? '');
    return {
      stableText: this.#stableText,
      unstableText: '',
      settled: {
        text: this.#stableText,
        nextWordMs: rest[0]?.startMs ?? unheard?.toMs ?? 0,
        ...(rest.length === 0 && unheard ? { unheard } : {}),
        rest,
        next: new HypothesisStabilizer(rests.map((tokens) => tokens.slice(count))),
      },
    };
  }

  /** Commits `count` tokens from `from` on. Marks after the last one wait, since they often change with the next word. */
  #commit(tokens: readonly Token[], from: number, count: number, language: string): void {
    for (const [offset, token] of tokens.slice(from, from + count).entries()) {
      const marks = this.#stableText === '' ? '' : trailingMarks(tokens[from + offset - 1]?.surface ?? '');
      // In Japanese the marks of a number, such as `1,000` or `10:30`, stand between two words.
      const space =
        this.#stableText === '' ? '' : token.space || missingSpace(this.#stableText + marks, token.surface, language);
      const bare = token.surface.slice(0, token.surface.length - trailingMarks(token.surface).length);
      this.#stableText += marks + space + bare;
      this.#stableKeys.push(token.key);
    }
  }

  /** What follows the committed words in a hypothesis, with the marks and the space that join it to them. */
  #rest(tokens: readonly Token[], from: number, language: string): string {
    const rest = joinTokens(tokens.slice(from));
    if (this.#stableText === '') return rest;
    const marks = trailingMarks(tokens[from - 1]?.surface ?? '');
    if (rest === '') return marks;
    return marks + (tokens[from]?.space || missingSpace(this.#stableText + marks, rest, language)) + rest;
  }
}

function keysOf(tokens: readonly Token[]): string[] {
  return tokens.map((token) => token.key);
}

/**
 * How many leading words are certain, of which `agreed` were heard twice and `agreedBefore` thrice. While the speaker talks,
 * the newest is not among them.
 */
function wholeCount(
  tokens: readonly TimedToken[],
  { agreed, agreedBefore }: { agreed: number; agreedBefore: number },
  sound: HeardSound,
): number {
  const doubtful = tokens.findIndex(
    (token, index) => index >= agreed || !isBelieved(token, sound, index < agreedBefore),
  );
  const believed = doubtful === -1 ? tokens.length : doubtful;
  if (sound.paused) return believed;
  return Math.min(Math.max(believed, certainCount(tokens, sound)), Math.max(0, tokens.length - 1));
}

/** Whether the decoder mostly guessed. The newest word does not count: it may be cut off. */
function isUnsure(heard: readonly TimedToken[]): boolean {
  const probabilities = heard.slice(0, -1).map(({ probability = 1 }) => probability);
  const sum = probabilities.reduce((total, probability) => total + probability, 0);
  return sum < UNSURE_MEAN * probabilities.length;
}

/** Whether the hypotheses that agree on a word are enough. @param thrice three of them agree on it, not two. */
function isBelieved(
  { endMs = 0, probability = 1 }: TimedToken,
  { paused, soundMs }: HeardSound,
  thrice: boolean,
): boolean {
  const behindMs = soundMs - endMs;
  if (probability >= LIKELY_PROBABILITY) return paused || behindMs >= AGREED_BEHIND_MS;
  return thrice && behindMs * probability >= DOUBTFUL_BEHIND_MS;
}

/** How many leading words need no second hypothesis. */
function certainCount(tokens: readonly TimedToken[], { soundMs }: HeardSound): number {
  const first = tokens.findIndex(
    ({ endMs = Number.POSITIVE_INFINITY, probability = 0 }) =>
      endMs > soundMs - CERTAIN_BEHIND_MS || probability < CERTAIN_PROBABILITY,
  );
  return first === -1 ? tokens.length : first;
}

function isWhole(newest: TimedToken | undefined, { soundMs }: HeardSound): boolean {
  if (newest?.endMs === undefined) return false;
  return newest.endMs <= soundMs - WHOLE_BEHIND_MS && (newest.probability ?? 0) >= WHOLE_PROBABILITY;
}

/** Marks at the end of what is shown come and go with the word that follows. */
function withoutEndMarks(text: string): string {
  return text.slice(0, text.length - trailingMarks(text).length);
}
