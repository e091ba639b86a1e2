import type { GuardedDecode } from '../../../../../src/engine/transcription/guards/guard.ts';
import { checkDecode } from '../../../../../src/engine/transcription/guards/guards.ts';
import type { Hypothesis } from '../../../../../src/engine/transcription/recognizer.ts';

/** What differs from two seconds of English speech in three seconds of sound. */
export type Given = Partial<Omit<GuardedDecode, 'hypothesis'>> & { readonly hypothesis?: Partial<Hypothesis> };

/** A decode to be guarded. */
export function decode(text: string, { hypothesis, ...given }: Given = {}): GuardedDecode {
  return {
    hypothesis: { text, language: 'en', endedByLength: false, ...hypothesis },
    language: 'en',
    audioMs: Math.max(3000, (given.speechMs ?? 0) + 1000),
    speechMs: 2000,
    loudness: 0.1,
    cut: false,
    ...given,
  };
}

/** The text that is shown, or the reason against it in angle brackets. */
export function outcome(text: string, given: Given = {}): string {
  const verdict = checkDecode(decode(text, given));
  return verdict.accepted ? verdict.text : `<${verdict.reason}>`;
}

/** The words of a text with times that lie evenly between two, in milliseconds. */
export function timed(text: string, fromMs: number, toMs: number): NonNullable<Hypothesis['words']> {
  const words = text.match(/\s*\S+/gu) ?? [];
  const stepMs = (toMs - fromMs) / words.length;
  return words.map((word, index) => ({
    text: word,
    startMs: fromMs + index * stepMs,
    endMs: fromMs + (index + 1) * stepMs,
  }));
}
