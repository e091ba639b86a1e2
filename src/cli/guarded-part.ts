import { transcriptHeader, type TranscriptFormat } from '../engine/captions/transcript-format.ts';
import type { TranscriptPart } from '../engine/captions/transcript-output.ts';
import type { TranscriptWriter } from '../engine/captions/transcript-writer.ts';
import type { TranscriptTarget } from './transcript-target.ts';

interface GuardOptions {
  readonly format: TranscriptFormat;
  /** Aborted with the reason why a transcript cannot be written. */
  readonly broken: AbortController;
  /** Told before anything is written where it goes on at once, as to a terminal. */
  readonly onWrite: () => void;
}

/** One transcript on its way to its target. With a hole it is of no use: nothing is recognised once it cannot be written. */
export class GuardedPart implements TranscriptPart {
  readonly writer: TranscriptWriter;
  readonly #target: TranscriptTarget | undefined;
  readonly #broken: AbortController;
  readonly #onWrite: () => void;
  /** Not before the first caption: a run that comes to nothing leaves nothing. */
  #header: string;
  #isBegun = false;

  constructor(
    writer: TranscriptWriter,
    target: TranscriptTarget | undefined,
    { format, broken, onWrite }: GuardOptions,
  ) {
    this.writer = writer;
    this.#target = target;
    this.#broken = broken;
    this.#onWrite = onWrite;
    this.#header = transcriptHeader(format);
  }

  readonly write = async (text: string): Promise<void> => {
    if (this.#broken.signal.aborted) return;
    if (!this.#target?.draft) this.#onWrite();
    await this.#target?.write(this.#header + text).catch((error: unknown) => this.#broken.abort(error));
    this.#header = '';
    this.#isBegun = true;
  };

  /** A transcript without captions is one all the same. */
  async begin(): Promise<void> {
    if (!this.#isBegun && this.#header !== '') await this.write('');
  }
}
