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
  const { traits, prefix, forced, soundStates, isTooLong, signal } = options;
  // One token must be left to come, or the network would be fed more than it can remember.
  const room = traits.contextTokens - 1 - prefix.length;
  const draft = (startsWith(options.draft, forced) ? options.draft : forced).slice(0, room);
  const decoded: DecodedToken[] = [];
  const ids: number[] = [];
  const peaks: number[] = [];
  let sum = 0;
  let chosen = 0;
  let answer = await network.feed([...prefix, ...draft]);
  const noSpeechProbability = probabilityAt(answer, prefix.indexOf(traits.startToken), traits.noSpeechToken);
  let row = prefix.length - 1;
  let following = true;
  const result = (
    flags: Partial<Pick<DecodedTokens, 'endedByLength' | 'looped' | 'endAttention'>>,
    kept = decoded.length,
  ): DecodedTokens => ({
    tokens: decoded.slice(0, kept),
    endAttention: undefined,
    averageLogProbability: chosen === 0 ? 0 : sum / chosen,
    noSpeechProbability,
    endedByLength: false,
    looped: false,
    ...flags,
  });
  for (;;) {
    const { token, logProbability } = nextToken(answer, row, {
      traits,
      isFirst: ids.length === 0,
      forced: forced[ids.length],
    });
    if (ids.length >= forced.length) {
      sum += logProbability;
      chosen += 1;
    }
    const attention = answer.attentionOf(row);
    if (token === traits.endToken) return result({ endAttention: attention });
    decoded.push({ token, logProbability, attention });
    ids.push(token);
    if (attention) peaks.push(peakOf(attention, soundStates));
    const repeated = repeatedTokens(ids, peaks);
    if (repeated > 0 && ids.length - repeated >= forced.length)
      return result({ looped: true }, decoded.length - repeated);
    if (ids.length >= room || (ids.length > forced.length && isTooLong(ids))) return result({ endedByLength: true });
    signal?.throwIfAborted();
    following &&= draft[ids.length - 1] === token;
    if (following) {
      row += 1;
    } else {
      network.rewind(prefix.length + ids.length - 1);
      answer = await network.feed([token]);
      row = 0;
    }
  }
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
