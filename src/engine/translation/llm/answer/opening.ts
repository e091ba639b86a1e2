import type { AnswerExpectation } from './answer-expectation.ts';
import { CHATTER_OPENERS } from './chatter.ts';
import { labelsFor } from './labels.ts';
import { lettersOf, plainText } from './plain-text.ts';
import { REFUSAL_OPENERS } from './refusal.ts';
import { scriptOf } from './script-check.ts';
import { THOUGHT_START } from './thoughts.ts';

/**
 * What the first words of an answer tell: `wait` for more of them; `thoughts` that viewers do not see; `hold` all of it
 * back until it is complete, since it may be no translation; or `clear`.
 */
export type Opening = 'wait' | 'thoughts' | 'hold' | 'clear';

/** Marks that wrap an answer or begin a list. */
const SUSPICIOUS_MARK = /^["'“”„‘‚«»‹›「『《＂*_#`[({（【\-–—•|{]/u;

/** A numbered list, as far as it has come. */
const NUMBERING = /^\d{1,2}(?:[.)]|$)/u;

/** Longer names do not occur before the first letter of the target's script. */
const LONGEST_FOREIGN_START = 60;

/** Reads the beginnings of the answers to one request. */
export class OpeningReader {
  readonly #openers: readonly string[];
  readonly #source: string;
  readonly #targetLanguage: string;

  constructor({ source, targetLanguage }: AnswerExpectation) {
    const labels = labelsFor(targetLanguage).map((label) => `${label}:`);
    this.#openers = [...CHATTER_OPENERS, ...REFUSAL_OPENERS, ...labels, 'http'];
    this.#source = lettersOf(source);
    this.#targetLanguage = targetLanguage;
  }

  /** @param text the answer so far, after thoughts that have ended. */
  read(text: string): Opening {
    const trimmed = text.trimStart();
    if (THOUGHT_START.test(trimmed)) return 'thoughts';
    if (trimmed === '') return 'wait';
    if (/^[<◁]/u.test(trimmed)) return trimmed.length < LONGEST_TAG ? 'wait' : 'hold';
    if (SUSPICIOUS_MARK.test(trimmed)) return 'hold';
    if (NUMBERING.test(trimmed)) return /^\d{1,2}$/u.test(trimmed) ? 'wait' : 'hold';
    return this.#readWords(trimmed);
  }

  #readWords(text: string): Opening {
    const plain = plainText(text);
    // A full-width colon is one too; spaces at the end of what has come so far are part of some openers.
    const started = text.endsWith(' ') ? `${plain} ` : plain;
    const spelled = started.replaceAll('：', ':');
    if (this.#openers.some((opener) => spelled.startsWith(opener))) return 'hold';
    if (this.#openers.some((opener) => opener.startsWith(spelled))) return 'wait';
    if (!scriptOf(this.#targetLanguage).occursIn(text)) return text.length > LONGEST_FOREIGN_START ? 'hold' : 'wait';
    return this.#source.startsWith(lettersOf(text)) ? 'wait' : 'clear';
  }
}

/** No tag of thoughts is longer. */
const LONGEST_TAG = '<reflection>'.length;
