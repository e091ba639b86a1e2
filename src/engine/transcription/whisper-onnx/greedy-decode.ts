import type { DecoderAnswer, DecoderNetwork } from './decoder-network.ts';
import type { ModelTraits } from './model-traits.ts';
import { peakOf, repeatedTokens } from './token-loop.ts';

/** One token of a decode. */
export interface DecodedToken {
  readonly token: number;
  /** Natural logarithm of its probability. */
  readonly logProbability: number;
  /** What the decoder listened to for it, by states of 20 ms. Absent where the model hides it. */
  readonly attention: Float32Array | undefined;
}

/** What a decode gave. */
export interface DecodedTokens {
  readonly tokens: readonly DecodedToken[];
  /** What the decoder listened to when it ended. */
  readonly endAttention: Float32Array | undefined;
  /** Of all tokens that were open, and the end. */
  readonly averageLogProbability: number;
  /** From 0 to 1. */
  readonly noSpeechProbability: number;
  /** It came to no end by itself. */
  readonly endedByLength: boolean;
  /** It said the same sound again; the second time is cut off. */
  readonly looped: boolean;
}

/** How a decode goes. */
export interface GreedyOptions {
  readonly traits: ModelTraits;
  /** Tokens before the text: what was said before, the language, the task. */
  readonly prefix: readonly number[];
  /** How the text begins. */
  readonly forced: readonly number[];
  /** What the last decode of this utterance gave. It is checked at once instead of token by token; the result is the same. */
  readonly draft: readonly number[];
  /** States of 20 ms that hold sound and not the silence behind it. */
  readonly soundStates: number;
  /** Whether so many text tokens are more than the sound can hold. */
  readonly isTooLong: (tokens: readonly number[]) => boolean;
  /** Looked at between tokens. */
  readonly signal: AbortSignal | undefined;
}

/** All tokens that are so much less likely than the likeliest one, as a logarithm, weigh less than 0.001 together. */
const NEGLIGIBLE = -18;

/**
 * Takes the most likely token each time, until the end, a loop, or more than the sound can hold. Throws the reason of
 * the signal.
 */
export async function decodeGreedily(
  network: Pick<DecoderNetwork, 'feed' | 'rewind'>,
  options: GreedyOptions,
): Promise<DecodedTokens> {
  const { traits, prefix, forced, isTooLong, signal } = options;
  // One token must be left to come, or the network would be fed more than it can remember.
  const room = traits.contextTokens - 1 - prefix.length;
  const draft = (startsWith(options.draft, forced) ? options.draft : forced).slice(0, room);
  let answer = await network.feed([...prefix, ...draft]);
  const text = new GrowingDecode(options, noSpeechProbability(answer, options));
  let row = prefix.length - 1;
  let following = true;
  for (;;) {
    const index = text.length;
    const next = nextToken(answer, row, { traits, isFirst: index === 0, forced: forced[index] });
    const decoded = { ...next, attention: answer.attentionOf(row) };
    text.weigh(decoded);
    if (decoded.token === traits.endToken) return text.ended({ endAttention: decoded.attention });
    text.add(decoded);
    if (text.cutLoop()) return text.ended({ looped: true });
    const isFull = text.length >= room || (text.length > forced.length && isTooLong(text.ids));
    if (isFull) return text.ended({ endedByLength: true });
    signal?.throwIfAborted();
    following &&= draft[index] === decoded.token;
    if (following) {
      row += 1;
    } else {
      network.rewind(prefix.length + index);
      answer = await network.feed([decoded.token]);
      row = 0;
    }
  }
}

/** The tokens of a decode so far. */
class GrowingDecode {
  readonly #forcedCount: number;
  readonly #soundStates: number;
  readonly #noSpeechProbability: number;
  readonly #tokens: DecodedToken[] = [];
  readonly #ids: number[] = [];
  /** Which state was listened to most for each token; none where the model hides that. */
  readonly #peaks: number[] = [];
  /** Of the tokens that were open. */
  #logProbabilities = 0;
  #openCount = 0;

  constructor({ forced, soundStates }: GreedyOptions, noSpeechProbability: number) {
    this.#forcedCount = forced.length;
    this.#soundStates = soundStates;
    this.#noSpeechProbability = noSpeechProbability;
  }

  get length(): number {
    return this.#ids.length;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Counts how likely the next token is, the end included, unless it is forced. */
  weigh({ logProbability }: DecodedToken): void {
    if (this.length < this.#forcedCount) return;
    this.#logProbabilities += logProbability;
    this.#openCount += 1;
  }

  add(decoded: DecodedToken): void {
    this.#tokens.push(decoded);
    this.#ids.push(decoded.token);
    if (decoded.attention) this.#peaks.push(peakOf(decoded.attention, this.#soundStates));
  }

  /** Takes a loop back to its first repeat, unless that lies in what is forced. True where there was one. */
  cutLoop(): boolean {
    const repeated = repeatedTokens(this.#ids, this.#peaks);
    if (repeated === 0 || this.length - repeated < this.#forcedCount) return false;
    this.#tokens.length -= repeated;
    this.#ids.length -= repeated;
    return true;
  }

  ended(how: Partial<Pick<DecodedTokens, 'endedByLength' | 'looped' | 'endAttention'>>): DecodedTokens {
    return {
      tokens: this.#tokens,
      endAttention: undefined,
      averageLogProbability: this.#openCount === 0 ? 0 : this.#logProbabilities / this.#openCount,
      noSpeechProbability: this.#noSpeechProbability,
      endedByLength: false,
      looped: false,
      ...how,
    };
  }
}

/** Whisper tells it at its start token. */
function noSpeechProbability(answer: DecoderAnswer, { prefix, traits }: GreedyOptions): number {
  return probabilityAt(answer, prefix.indexOf(traits.startToken), traits.noSpeechToken);
}

/** Special tokens are never text. Signs and remarks are not, either; and a text begins with a word. */
function nextToken(
  { logits, vocabularySize }: DecoderAnswer,
  row: number,
  { traits, isFirst, forced }: { traits: ModelTraits; isFirst: boolean; forced: number | undefined },
): { token: number; logProbability: number } {
  const start = row * vocabularySize;
  const { endToken, remarkTokens, blankToken } = traits;
  let token = endToken;
  let best = Number.NEGATIVE_INFINITY;
  for (let id = 0; id <= endToken; id += 1) {
    const value = logits[start + id] as number;
    if (value <= best || remarkTokens.has(id) || (isFirst && (id === blankToken || id === endToken))) continue;
    best = value;
    token = id;
  }
  const chosen = forced ?? token;
  const total = logSum(logits, start, start + endToken + 1);
  return { token: chosen, logProbability: (logits[start + chosen] as number) - total };
}

function startsWith(tokens: readonly number[], beginning: readonly number[]): boolean {
  return beginning.every((token, index) => tokens[index] === token);
}

function probabilityAt({ logits, vocabularySize }: DecoderAnswer, row: number, token: number): number {
  const start = row * vocabularySize;
  return Math.exp((logits[start + token] as number) - logSum(logits, start, start + vocabularySize));
}

/** Natural logarithm of the sum of the exponentials. */
function logSum(values: Float32Array, start: number, end: number): number {
  let most = Number.NEGATIVE_INFINITY;
  for (let index = start; index < end; index += 1) most = Math.max(most, values[index] as number);
  let total = 0;
  for (let index = start; index < end; index += 1) {
    const below = (values[index] as number) - most;
    if (below > NEGLIGIBLE) total += Math.exp(below);
  }
  return most + Math.log(total);
}
