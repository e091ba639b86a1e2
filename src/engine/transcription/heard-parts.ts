import { samplesToMs } from '../audio/audio-frame.ts';
import { firstSentence } from './text/settling-point.ts';
import { HypothesisStabilizer } from './text/stabilizer.ts';
import type { TimedToken } from './text/timed-tokens.ts';
import { joinTokens } from './text/tokens.ts';
import { unheardFrom } from './text/unheard-end.ts';
import type { Utterance } from './utterance.ts';

/** A part of an utterance that has ended, and what was said in it. */
interface HeardPart {
  readonly utterance: Utterance;
  readonly tokens: readonly TimedToken[];
}

/** What the final decode of an utterance comes to. */
export interface HeardParts {
  /** In the order in which they were spoken. */
  readonly parts: readonly HeardPart[];
  /** The end of the utterance where it is spoken and has no words: it must be decoded by itself. */
  readonly unheard: Utterance | undefined;
}

/** Cuts an utterance by its final decode: each sentence is a part of its own, but for words that viewers have read in one. */
export function heardParts(utterance: Utterance, tokens: readonly TimedToken[]): HeardParts {
  const { end } = utterance;
  const heard = [{ utterance, tokens }];
  if (!end) return { parts: heard, unheard: undefined };
  const count = firstSentence(tokens, utterance.language);
  const text = joinTokens(tokens.slice(0, count));
  if (count !== undefined && text.length >= utterance.stableText.length) {
    const rest = tokens.slice(count);
    const split = utterance.settle({ text, nextWordMs: rest[0]?.startMs ?? 0, rest, next: new HypothesisStabilizer() });
    split.next.endAt(end);
    const { parts, unheard } = heardParts(split.next, split.tokens);
    return { parts: [{ utterance, tokens: tokens.slice(0, count) }, ...parts], unheard };
  }
  const unheard = unheardFrom(tokens, samplesToMs(utterance.samplesUntil(end.speechEnd.sample)));
  if (!unheard) return { parts: heard, unheard: undefined };
  const settled = { text, nextWordMs: unheard.toMs, unheard, rest: [], next: new HypothesisStabilizer() };
  const { next } = utterance.settle(settled);
  next.endAt(end);
  return { parts: heard, unheard: next };
}
