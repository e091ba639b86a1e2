import type { CutReason } from '../../../protocol/discards.ts';
import type { GuardedDecode, GuardedText, SoundGuard, TextGuard, Verdict } from './guard.ts';
import { guardedText, textOf } from './guarded-text.ts';
import { longestCaption, longestDecode } from './length.ts';
import { checkKnownPhrase } from './known-phrases.ts';
import { blankRemarks, closeGaps } from './remarks.ts';
import { cutRepetition } from './repetition.ts';
import { checkScript } from './scripts.ts';
import { trimImpossibleSpeed } from './speed.ts';
import { isDenied, isSureSpeech } from './voice.ts';
import { withoutTrailing } from '../../../protocol/trailing.ts';

/** Less speech than this is a click or a breath. */
const SHORTEST_SPEECH_MS = 120;

/** About -60 dBFS: below any voice that a microphone is set up for. */
const QUIETEST_LOUDNESS = 0.001;

/** An utterance is mostly pre-roll and hang-over only where it holds next to no speech. */
const SMALLEST_SPEECH_SHARE = 0.06;

/** From cheap to dear; the first reason counts. */
const SOUND_GUARDS: readonly SoundGuard[] = [
  ({ speechMs }) => (speechMs < SHORTEST_SPEECH_MS ? 'too-short' : undefined),
  ({ loudness }) => (loudness < QUIETEST_LOUDNESS ? 'too-quiet' : undefined),
  (decode) =>
    !isSureSpeech(decode) && decode.speechMs / decode.audioMs < SMALLEST_SPEECH_SHARE ? 'no-speech' : undefined,
  (decode) => (isDenied(decode) ? 'no-speech' : undefined),
];

interface NamedGuard {
  readonly guard: TextGuard;
  /** What its cuts are counted as; absent where it only accepts or refuses. */
  readonly cut?: CutReason;
}

/** Each one takes what the one before has left. */
const TEXT_GUARDS: readonly NamedGuard[] = [
  { guard: (text) => (text.tokens.some(({ key }) => key !== '') ? text : 'no-text') },
  { guard: checkScript, cut: 'wrong-script' },
  { guard: cutRepetition, cut: 'repetition' },
  { guard: trimImpossibleSpeed, cut: 'impossible-speed' },
  { guard: checkKnownPhrase },
];

/**
 * Runs all guards over a decode. They refuse only what has no voice in it; of a text with speech behind it they take out
 * what nobody said, and leave the rest.
 */
export function checkDecode(decode: GuardedDecode): Verdict {
  for (const guard of SOUND_GUARDS) {
    const reason = guard(decode);
    if (reason) return { accepted: false, reason };
  }
  let { text } = decode.hypothesis;
  if (text.length > longestDecode(decode)) return { accepted: false, reason: 'runaway-decode' };
  // A loop that was still there in a second decode is cut by the decoder itself, where it can.
  const cuts = new Set<CutReason>(decode.hypothesis.looped ? ['repetition'] : []);
  for (;;) {
    const verdict = checkText({ ...decode, hypothesis: { ...decode.hypothesis, text } });
    if (!verdict.accepted) return verdict;
    for (const cut of verdict.cuts) cuts.add(cut);
    // What was shortened is looked at again: half a bracket may be left of it.
    if (verdict.text !== text) {
      text = verdict.text;
      continue;
    }
    // Of what the guards count as sounds there is no more than the sound can hold; of marks there may be.
    if (text.length > longestCaption(decode)) return { accepted: false, reason: 'runaway-decode' };
    return { accepted: true, text, cuts: [...cuts] };
  }
}

function checkText(decode: GuardedDecode): Verdict {
  const { hypothesis, language } = decode;
  const spoken = blankRemarks(decode);
  const heard = guardedText(spoken, decode);
  const cuts: CutReason[] = spoken === hypothesis.text ? [] : ['remark'];
  let text: GuardedText = heard;
  for (const { guard, cut } of TEXT_GUARDS) {
    const checked = guard(text, decode);
    if (typeof checked === 'string') return { accepted: false, reason: checked };
    if (cut && textOf(checked) !== textOf(text)) cuts.push(cut);
    text = checked;
  }
  const shown = cuts.length === 0 ? spoken : closeGaps(textOf(text), language);
  return { accepted: true, text: decode.cut ? withoutInventedEnd(shown) : shown, cuts };
}

/** A decoder ends its text with a full stop although the window was cut in the middle of a sentence. */
function withoutInventedEnd(text: string): string {
  return withoutTrailing(text.trim(), /[.。…।]/u);
}
