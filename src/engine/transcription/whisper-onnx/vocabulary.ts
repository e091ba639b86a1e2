import { readFile } from 'node:fs/promises';
import { Tiktoken } from 'js-tiktoken/lite';
import { EngineError } from '../../errors.ts';

/** How GPT-2 cuts a text before it makes tokens of the pieces. */
const PIECES = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`;

/** The bytes of a token in base 64, a space, and its number. */
const TOKEN_LINE = /^[A-Za-z0-9+/]*={0,2} (\d+)$/u;

const NO_BYTES = Buffer.alloc(0);

/** The text tokens of a Whisper model. */
export class Vocabulary {
  readonly #bytes: readonly Buffer[];
  readonly #encoder: Tiktoken;

  /** @param lines of a tokens file of sherpa-onnx: the bytes of a token in base 64, a space, and its number. */
  constructor(lines: readonly string[]) {
    const codes = lines.map((line) => line.split(' ')[0] ?? '');
    this.#bytes = codes.map((code) => Buffer.from(code, 'base64'));
    this.#encoder = new Tiktoken({ pat_str: PIECES, special_tokens: {}, bpe_ranks: `! 0 ${codes.join(' ')}` });
  }

  /** The text of some tokens. A character that is not whole is left out at the end, and replaced elsewhere. */
  textOf(tokens: readonly number[]): string {
    return this.textsOf(tokens).join('');
  }

  /** What each token adds to the text; a character of several tokens comes with the last of them. */
  textsOf(tokens: readonly number[]): readonly string[] {
    // A byte order mark is a character like others.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return tokens.map((token) => decoder.decode(this.#bytes[token] ?? NO_BYTES, { stream: true }));
  }

  /** The tokens of a text. Empty where a vocabulary that was cut down has no tokens for it. */
  tokensOf(text: string): readonly number[] {
    const tokens = this.#encoder.encode(text);
    return tokens.every((token) => this.#bytes[token] !== undefined) ? tokens : [];
  }
}

/**
 * Reads a tokens file.
 * @param count number of text tokens of the model. Another number is of another model, and would give other words.
 */
export async function readVocabulary(file: string, count: number): Promise<Vocabulary> {
  const lines = (await readFile(file, 'utf8')).split(/\r?\n/u).filter((line) => line.trim() !== '');
  // Some exports list the special tokens too, which are no text and no base 64.
  const text = lines.filter((line) => !line.startsWith('<|'));
  if (text.length === count && text.every((line, index) => TOKEN_LINE.exec(line)?.[1] === String(index))) {
    return new Vocabulary(text);
  }
  throw new EngineError('model-damaged', `The tokens file ${file} does not belong to the speech model.`, {
    hint: 'The encoder, the decoder and the tokens of a model are one set; copy or download them together.',
    stage: 'transcription',
  });
}
