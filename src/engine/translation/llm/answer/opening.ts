import type { AnswerExpectation } from './answer-expectation.ts';
import { CHATTER_OPENERS } from './chatter.ts';
import { labelsFor } from './labels.ts';
import { TOKEN_START, TOKEN_WORD } from './language-token.ts';
import { lettersOf, plainText } from './plain-text.ts';
import { REFUSAL_OPENERS } from './refusal.ts';
import { scriptOf } from './script-check.ts';
import { ARROW } from './source-echo.ts';
import { LONGEST_THOUGHT_MARK, startsThinking } from './thoughts.ts';

/**
 * What the first words of an answer tell: `wait` for more of them; `thoughts` that viewers do not see; `hold` all of it
 * back until it is complete, since it may be no translation; or `clear`.
 */
export type Opening = 'wait' | 'thoughts' | 'hold' | 'clear';

/** Marks that wrap an answer or begin a list. */
const SUSPICIOUS_MARK = /^["'“”„‘‚«»‹›「『《＂*_#`~({（【\-–—•·|\\$&▁>:]/u;

/** Where marks of templates and of thoughts begin. */
const FIRST_OF_MARK = /^[<[\]◁]/u;

/** Marks of harmony of which the server left the words. */
const BARE_MARKS = ['analysis', 'commentary', 'assistant', 'final', 'model', 'json', 'user', 'to='] as const;

/** A numbered list, as far as it has come. */
const NUMBERING = /^\d{1,2}(?:[.)]|$)/u;

/** Longer names do not occur before the first letter of the target's script. */
const LONGEST_FOREIGN_START = 60;

/** Reads the beginnings of the answers to one request. */
export class OpeningReader {
  readonly #openers: readonly string[];
  readonly #source: string;
  readonly #said: string;
  readonly #words: readonly string[];
  readonly #targetLanguage: string;

  constructor({ source, sourceLanguage, targetLanguage }: AnswerExpectation) {
    const labels = [...labelsFor(targetLanguage), ...labelsFor(sourceLanguage)].map((label) => `${label}:`);
    this.#openers = [...CHATTER_OPENERS, ...REFUSAL_OPENERS, ...labels, 'http'];
    this.#source = source;
    this.#said = lettersOf(source);
    this.#words = this.#said.split(' ');
    this.#targetLanguage = targetLanguage;
  }

  /** @param text the answer so far, after thoughts that have ended. */
  read(text: string): Opening {
    const trimmed = text.trimStart();
    if (startsThinking(trimmed, this.#source)) return 'thoughts';
    if (trimmed === '' || BARE_MARKS.some((mark) => mark.startsWith(trimmed))) return 'wait';
    if (TOKEN_START.test(trimmed)) return 'wait';
    if (TOKEN_WORD.test(trimmed)) return 'hold';
    if (FIRST_OF_MARK.test(trimmed)) return trimmed.length < LONGEST_THOUGHT_MARK ? 'wait' : 'hold';
    if (BARE_ANSWER.test(trimmed)) return 'hold';
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
    const letters = lettersOf(text);
    if (ARROW.test(text)) return 'hold';
    if (this.#repeats(letters)) return 'wait';
    return this.#said !== '' && letters.startsWith(`${this.#said} `) ? 'hold' : 'clear';
  }

  /** True as long as there is no word that the source does not have. */
  #repeats(letters: string): boolean {
    if (this.#said.startsWith(letters)) return true;
    return letters.split(' ').every((word) => this.#words.some((said) => said.startsWith(word)));
  }
}

/** "finalHello": the word belongs to the template. */
const BARE_ANSWER =
  /^(?:assistant)?final(?=["“'‘¿¡]?\p{Lu}|\p{Lo}|\n)|^to=|^(?:analysis|commentary|assistant|model|json|user)(?:\s|\p{L}|:)/u;
