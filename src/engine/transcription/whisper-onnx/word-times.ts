import type { HeardWord } from '../recognizer.ts';
import { beginsWord } from '../word-beginning.ts';
import type { DecodedToken, DecodedTokens } from './greedy-decode.ts';
import type { Vocabulary } from './vocabulary.ts';

const MS_PER_STATE = 20;

/** Tokens that make one word or, in a script without spaces, a part of one. */
interface Piece {
  readonly text: string;
  readonly tokens: readonly DecodedToken[];
}

/**
 * The words of a decode with their times, or nothing where the model hides its attention.
 * @param soundStates states of 20 ms that hold sound and not the silence behind it.
 */
export function heardWords(
  { tokens, endAttention }: Pick<DecodedTokens, 'tokens' | 'endAttention'>,
  vocabulary: Vocabulary,
  soundStates: number,
): readonly HeardWord[] | undefined {
  const attention = tokens.flatMap((token) => token.attention ?? []);
  if (attention.length < tokens.length) return undefined;
  if (endAttention) attention.push(endAttention);
  // Of a sound with more tokens than states the silence behind is used too, or there were no path.
  const starts = tokenStarts(attention, Math.max(soundStates, attention.length + 1));
  const startMs = (token: number): number => Math.min(starts[token] ?? soundStates, soundStates) * MS_PER_STATE;
  let next = 0;
  const words = wordPieces(tokens, vocabulary).map((piece): HeardWord => {
    const first = next;
    next += piece.tokens.length;
    return {
      text: piece.text,
      startMs: startMs(first),
      endMs: startMs(next),
      probability: Math.exp(piece.tokens.reduce((least, { logProbability }) => Math.min(least, logProbability), 0)),
    };
  });
  return withoutOuterSpace(words);
}

/** All joined give the text, which neither begins nor ends with a space. */
function withoutOuterSpace(words: readonly HeardWord[]): readonly HeardWord[] {
  const isWord = ({ text }: HeardWord): boolean => text.trim() !== '';
  const kept = words.slice(words.findIndex(isWord), words.findLastIndex(isWord) + 1);
  return kept.map((word, index) => {
    const text = index === 0 ? word.text.trimStart() : word.text;
    return { ...word, text: index === kept.length - 1 ? text.trimEnd() : text };
  });
}

/** Marks stay with the word before them, space with the one behind it. */
function wordPieces(tokens: readonly DecodedToken[], vocabulary: Vocabulary): readonly Piece[] {
  const pieces: Piece[] = [];
  let text = '';
  let open: DecodedToken[] = [];
  for (const [index, added] of vocabulary.textsOf(tokens.map(({ token }) => token)).entries()) {
    text += added;
    open.push(...tokens.slice(index, index + 1));
    if (text.trim() === '' && index < tokens.length - 1) continue;
    const last = pieces.at(-1);
    if (last && !beginsWord(text, last.text))
      pieces[pieces.length - 1] = { text: last.text + text, tokens: [...last.tokens, ...open] };
    else pieces.push({ text, tokens: open });
    text = '';
    open = [];
  }
  return pieces;
}

/**
 * The state at which each token begins: the path through the attention that never goes back and collects the most of it
 * (dynamic time warping).
 */
function tokenStarts(attention: readonly Float32Array[], states: number): readonly number[] {
  let best = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
  /** Of each token and state, whether the best path came there from the token before. */
  const entered: Uint8Array[] = [];
  for (const [token, row] of standardized(attention, states).entries()) {
    const next = new Float64Array(states);
    const steps = new Uint8Array(states);
    for (let state = 0; state < states; state += 1) {
      const stayed = state === 0 ? Number.NEGATIVE_INFINITY : (next[state - 1] as number);
      const came = state === 0 ? (token === 0 ? 0 : Number.NEGATIVE_INFINITY) : (best[state - 1] as number);
      steps[state] = came > stayed ? 1 : 0;
      next[state] = Math.max(stayed, came) + (row[state] as number);
    }
    best = next;
    entered.push(steps);
  }
  const starts: number[] = [];
  let state = states - 1;
  for (const steps of entered.toReversed()) {
    while (state > 0 && steps[state] === 0) state -= 1;
    starts.unshift(state);
    state = Math.max(0, state - 1);
  }
  return starts;
}

/** Each state's weights over the tokens with mean 0 and spread 1, so that loud states count no more than soft ones. */
function standardized(attention: readonly Float32Array[], states: number): readonly Float64Array[] {
  const rows = attention.map((row) => Float64Array.from({ length: states }, (_, state) => row[state] ?? 0));
  for (let state = 0; state < states; state += 1) {
    const column = rows.map((row) => row[state] ?? 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
    for (const row of rows) row[state] = ((row[state] as number) - mean) / spread;
  }
  return rows;
}
