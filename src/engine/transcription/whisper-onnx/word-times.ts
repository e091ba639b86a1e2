import type { HeardWord } from '../recognizer.ts';
import type { DecodedToken, DecodedTokens } from './greedy-decode.ts';
import type { Vocabulary } from './vocabulary.ts';

const MS_PER_STATE = 20;

/** Tokens, none of which ends in the middle of a character, that make one word or, without spaces, a part of one. */
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
  const starts = tokenStarts(attention, Math.max(soundStates, attention.length + 1));
  const words: HeardWord[] = [];
  let first = 0;
  for (const piece of wordPieces(tokens, vocabulary)) {
    const next = first + piece.tokens.length;
    words.push({
      text: words.length === 0 ? piece.text.trimStart() : piece.text,
      startMs: (starts[first] ?? 0) * MS_PER_STATE,
      endMs: (starts[next] ?? soundStates) * MS_PER_STATE,
      probability: Math.exp(piece.tokens.reduce((least, { logProbability }) => Math.min(least, logProbability), 0)),
    });
    first = next;
  }
  return words;
}

/** Marks stay with the word before them. */
function wordPieces(tokens: readonly DecodedToken[], vocabulary: Vocabulary): Piece[] {
  const pieces: Piece[] = [];
  let open: DecodedToken[] = [];
  for (const token of tokens) {
    open.push(token);
    const ids = open.map(({ token: id }) => id);
    const text = vocabulary.textOf(ids);
    if (Buffer.byteLength(text) < ids.reduce((sum, id) => sum + vocabulary.byteLength(id), 0)) continue;
    const last = pieces.at(-1);
    if (last && !beginsWord(text, last.text))
      pieces[pieces.length - 1] = { text: last.text + text, tokens: [...last.tokens, ...open] };
    else pieces.push({ text, tokens: open });
    open = [];
  }
  return pieces;
}

/** In scripts without spaces each piece stands alone; a word of Latin letters stays whole there, too. */
function beginsWord(text: string, before: string): boolean {
  if (/^\s/u.test(text)) return true;
  if (/^[\p{P}\p{S}\p{M}]/u.test(text)) return false;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Khmer}]/u.test(
    before.slice(-1) + text.slice(0, 1),
  );
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
  const rows = attention.map((row) => Float64Array.from(row.subarray(0, states)));
  for (let state = 0; state < states; state += 1) {
    const column = rows.map((row) => row[state] as number);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length) || 1;
    for (const row of rows) row[state] = ((row[state] as number) - mean) / spread;
  }
  return rows;
}
