import type { DiscardReason } from '../../../protocol/caption-event.ts';
import type { Verdict } from '../guards/guard.ts';
import { alignedPrefixLength } from '../text/align.ts';
import { missingSpace } from '../text/missing-space.ts';
import { joinTokens, tokenize } from '../text/tokens.ts';

/** What is shown while somebody speaks: `stableText + unstableText`. */
interface ShownParts {
  readonly stableText: string;
  readonly unstableText: string;
}

/**
 * What is shown of an utterance that a stream hears. The recogniser says what is stable; the guards may keep it back or
 * shorten it before it is shown, and never after: the stable text only grows.
 */
export class ShownText {
  #stableText = '';

  get stableText(): string {
    return this.#stableText;
  }

  /**
   * Takes what is heard by now.
   * @param check what the guards say to a text.
   * @returns the reason where it may not be shown.
   */
  take(committed: string, tentative: string, check: (text: string) => Verdict): ShownParts | DiscardReason {
    const whole = check((committed + tentative).trim());
    if (!whole.accepted) return whole.reason;
    const stable = whole.cuts.length === 0 ? committed.trim() : acceptedText(check(committed.trim()));
    if (stable.startsWith(this.#stableText)) this.#stableText = stable;
    const isContinued = whole.text.startsWith(this.#stableText);
    return { stableText: this.#stableText, unstableText: isContinued ? whole.text.slice(this.#stableText.length) : '' };
  }

  /** The text of the final, which has all that was stable, and whether that had to be kept against it. */
  finish(text: string, language: string): { readonly text: string; readonly disagreed: boolean } {
    const stable = this.#stableText;
    if (text.startsWith(stable)) return { text, disagreed: false };
    const tokens = tokenize(text, language);
    const keysOf = (all: readonly { readonly key: string }[]): string[] => all.map(({ key }) => key);
    const rest = joinTokens(tokens.slice(alignedPrefixLength(keysOf(tokenize(stable, language)), keysOf(tokens))));
    return { text: rest === '' ? stable : stable + missingSpace(stable, rest, language) + rest, disagreed: true };
  }
}

function acceptedText(verdict: Verdict): string {
  return verdict.accepted ? verdict.text : '';
}
