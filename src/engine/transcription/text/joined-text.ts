import type { HeardWord } from '../recognizer.ts';
import type { StreamText } from '../streaming-recognizer.ts';
import { alignedPrefixLength } from './align.ts';
import { wordsBehind, wordsUpTo } from './cut-words.ts';
import { missingSpace } from './missing-space.ts';
import { tokenize } from './tokens.ts';

/** A text that is only known to grow, and the times of its words where there are any. */
export interface KeptText {
  readonly text: string;
  /** All joined give the text. */
  readonly words: readonly HeardWord[] | undefined;
}

/** What a stream has said, and how sure it is where its words lie. */
export interface StreamState {
  /** It has heard all that the stream before had heard, and what that looked ahead: all kept words are in its text. */
  readonly caughtUp: boolean;
}

/**
 * The text of an utterance that goes on in another stream: what the one before had committed stays, and the words of the
 * new one follow from where these end in it. So nothing is said twice, and nothing that viewers have read is revised.
 */
export class JoinedText {
  #kept: KeptText;
  /** Where in the text of the stream the kept words end, in characters; nothing while that is not known for good. */
  #from: number | undefined;
  /** All that was committed, with what is forgotten: without that, the kept words could not be found in the stream. */
  #told: KeptText;
  /** So many characters of it are forgotten. */
  #dropped = 0;

  /** @param kept what was committed before the stream began; empty for nothing. */
  constructor(kept: KeptText = { text: '', words: [] }) {
    this.#kept = this.#told = kept;
    this.#from = startIn(kept);
  }

  /** The whole text, by what the stream says now. */
  of(heard: StreamText, { caughtUp }: StreamState): StreamText {
    const { text: kept, words: keptWords } = this.#kept;
    const text = heard.committed + heard.tentative;
    const from = this.#from ?? endOfKept(kept, text, heard.language);
    if (caughtUp && from <= heard.committed.length) this.#from = from;
    const rest = text.slice(from);
    const space =
      kept === '' || rest === '' || /^[\s\p{P}]/u.test(rest) ? '' : missingSpace(kept, rest, heard.language);
    const committed = this.#from === undefined ? '' : heard.committed.slice(from);
    const tentative = text.slice(from + committed.length);
    const words = heard.words && keptWords && [...keptWords, ...spacedWords(wordsBehind(heard.words, from), space)];
    const told = kept + (committed === '' ? '' : space) + committed;
    this.#told = { text: told, words: words && wordsUpTo(words, told.length) };
    return {
      language: heard.language,
      ...(heard.languageProbability === undefined ? {} : { languageProbability: heard.languageProbability }),
      committed: told.slice(this.#dropped),
      tentative: (committed === '' && tentative !== '' ? space : '') + tentative,
      ...(words ? { words: wordsBehind(words, this.#dropped) } : {}),
    };
  }

  /** Forgets so many characters at the beginning of what was committed. */
  drop(count: number): void {
    this.#dropped += count;
  }

  /** The stream says otherwise what it had committed: that stays, as if another stream said it again. */
  sayAgain(): void {
    this.#kept = this.#told;
    this.#from = startIn(this.#told);
  }
}

/** Where the text of a stream goes on behind the kept one, where that is known before it says anything. */
function startIn({ text }: KeptText): 0 | undefined {
  return text.trim() === '' ? 0 : undefined;
}

/** How many characters of a text correspond to the kept one. */
function endOfKept(kept: string, text: string, language: string): number {
  const tokens = tokenize(text, language);
  const keys = tokens.map(({ key }) => key);
  const count = alignedPrefixLength(
    tokenize(kept, language).map(({ key }) => key),
    keys,
  );
  const start = text.length - text.trimStart().length;
  return tokens
    .slice(0, count)
    .reduce(
      (end, { space, surface }, index) => end + (index === 0 ? 0 : space.length) + surface.length,
      count ? start : 0,
    );
}

/** With a space before the first one. */
function spacedWords(words: readonly HeardWord[], space: string): readonly HeardWord[] {
  return words.map((word, index) => (index === 0 ? { ...word, text: space + word.text } : word));
}
