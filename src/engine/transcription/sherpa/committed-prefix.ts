import type { StreamText } from '../streaming-recognizer.ts';
import { JoinedText } from '../text/joined-text.ts';
import type { HeardText } from './heard-text.ts';

/** The best of several hypotheses ends differently with the next sounds: so many words of it wait. */
const WAITING_WORDS = 3;

/** What is committed where the model searches among several hypotheses: whole words, but for the newest ones. */
export class CommittedPrefix {
  #joined = new JoinedText();
  #own = '';
  #committed = '';

  /** @param isLast there is no more sound: all is committed. */
  take({ text, words, whole }: HeardText, isLast: boolean): Omit<StreamText, 'language'> {
    const ends = [...text.slice(0, whole).matchAll(/\S+/gu)].map(({ index, 0: word }) => index + word.length);
    const committed = isLast ? text : text.slice(0, ends.at(-1 - WAITING_WORDS) ?? 0);
    // Another hypothesis has come first that begins differently: what was committed stays, and its words follow.
    if (!committed.startsWith(this.#own)) this.#joined = new JoinedText({ text: this.#committed, words: undefined });
    this.#own = committed;
    const heard = { committed, tentative: text.slice(committed.length), language: 'und', ...(words ? { words } : {}) };
    const joined = this.#joined.of(heard, { caughtUp: true });
    this.#committed = joined.committed;
    return {
      committed: joined.committed,
      tentative: joined.tentative,
      ...(joined.words ? { words: joined.words } : {}),
    };
  }
}
