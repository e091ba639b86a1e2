import type { HeardWord } from '../recognizer.ts';
import type { StreamText } from '../streaming-recognizer.ts';
import { alignedPrefixLength } from './align.ts';
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
  /** What was put between the kept words and those of the stream. */
  #space = '';

  /** @param kept what was committed before the stream began; empty for nothing. */
  constructor(kept: KeptText = { text: '', words: [] }) {
    this.#kept = kept;
    this.#from = kept.text.trim() === '' ? 0 : undefined;
  }

  /** The whole text, by what the stream says now. */
  of(heard: StreamText, { caughtUp }: StreamState): StreamText {
    const text = heard.committed + heard.tentative;
    const from = this.#from ?? endOfKept(this.#kept.text, text, heard.language);
    if (caughtUp && from <= heard.committed.length) this.#from = from;
    const isFinal = this.#from !== undefined;
    const { text: kept, words: keptWords } = this.#kept;
    const rest = text.slice(from);
    const space =
      kept === '' || rest === '' || /^[\s\p{P}]/u.test(rest) ? '' : missingSpace(kept, rest, heard.language);
    const committed = isFinal ? heard.committed.slice(from) : '';
    if (committed !== '') this.#space = space;
    const tentative = text.slice(from + committed.length);
    const words = heard.words && keptWords ? [...keptWords, ...wordsFrom(heard.words, from, space)] : undefined;
    return {
      language: heard.language,
      ...(heard.languageProbability === undefined ? {} : { languageProbability: heard.languageProbability }),
      committed: kept + (committed === '' ? '' : space) + committed,
      tentative: (committed === '' && tentative !== '' ? space : '') + tentative,
      ...(words ? { words } : {}),
    };
  }

  /** Forgets so many characters at the beginning of what was committed. */
  drop(count: number): void {
    const { text, words } = this.#kept;
    const beyond = count - text.length - this.#space.length;
    if (this.#from !== undefined) this.#from += Math.max(0, beyond);
    if (beyond >= 0) this.#space = '';
    this.#kept = { text: text.slice(count), words: words && wordsFrom(words, count, '') };
  }
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

/** The words behind so many characters. @param space put before the first of them. */
function wordsFrom(words: readonly HeardWord[], from: number, space: string): readonly HeardWord[] {
  const kept: HeardWord[] = [];
  let end = 0;
  for (const word of words) {
    const start = end;
    end += word.text.length;
    const text = word.text.slice(Math.max(0, from - start));
    if (text !== '') kept.push({ ...word, text: (kept.length === 0 ? space : '') + text });
  }
  return kept;
}
