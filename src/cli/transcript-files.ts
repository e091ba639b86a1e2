import { commitDrafts, DraftError } from '../engine/commit-drafts.ts';
import { refuseFilesRead } from './files-read.ts';
import { unwritable } from './output-failure.ts';
import type { HeardLanguage, PlannedTranscript } from './transcript-plan.ts';
import { openTranscriptTarget, type TargetOptions, type TranscriptTarget } from './transcript-target.ts';

/** A transcript of a run and where it goes. */
interface OpenTranscript {
  readonly planned: PlannedTranscript;
  readonly target: TranscriptTarget;
}

/** Where the transcripts of one run go: all of them become whole, or none. */
export class TranscriptFiles {
  readonly #open: readonly OpenTranscript[];
  readonly #reads: TargetOptions['reads'];

  private constructor(open: readonly OpenTranscript[], reads: TargetOptions['reads']) {
    this.#open = open;
    this.#reads = reads;
  }

  /** Opens all of them before any work is done. @throws EngineError `output-unwritable`, `output-is-input`. */
  static async open(planned: readonly PlannedTranscript[], options: TargetOptions): Promise<TranscriptFiles> {
    const open: OpenTranscript[] = [];
    const files = new TranscriptFiles(open, options.reads);
    try {
      for (const one of planned) {
        open.push({ planned: one, target: await openTranscriptTarget(one.output, options) });
      }
    } catch (error) {
      await files.close();
      throw error;
    }
    return files;
  }

  /** In the order in which they were planned. */
  get targets(): readonly TranscriptTarget[] {
    return this.#open.map(({ target }) => target);
  }

  /**
   * The transcripts are whole: the files get their names, all or none.
   * @param heard what was spoken, on which a name may depend.
   * @returns the names, in the order of the targets; undefined for what is the same as another one, or no file.
   * @throws EngineError `output-unwritable`, `output-is-input`.
   */
  async finish(heard: readonly HeardLanguage[]): Promise<readonly (string | undefined)[]> {
    const names: (string | undefined)[] = [];
    for (const { planned, target } of this.#open) names.push(await this.#settle(planned, target, heard));
    const files = this.#open.flatMap(({ target }, index) => {
      const name = names[index];
      return target.draft && name !== undefined ? [{ target, name, draft: target.draft }] : [];
    });
    for (const { draft, name } of files) {
      if (await draft.isTargetChanged()) throw unwritable(name, 'another program has changed it since the start');
    }
    try {
      await commitDrafts(files.map(({ draft }) => draft));
    } catch (error) {
      if (!(error instanceof DraftError)) throw error;
      throw unwritable(files.find(({ draft }) => draft === error.draft)?.name ?? error.draft.target, error.cause);
    }
    for (const { target } of this.#open) await target.finish();
    return names;
  }

  /** Lets go of them. Gives back what became of those that were not finished, a sentence for each. Never rejects. */
  async close(): Promise<readonly string[]> {
    const left: string[] = [];
    for (const { target } of this.#open) {
      const sentence = await target.close();
      if (sentence !== undefined) left.push(sentence);
    }
    return left;
  }

  /** The name of a file; where it depends on what was heard, its draft learns it. */
  async #settle(
    { output, nameFor }: PlannedTranscript,
    { draft, dismiss }: TranscriptTarget,
    heard: readonly HeardLanguage[],
  ): Promise<string | undefined> {
    if (!draft) return undefined;
    if (!nameFor) return output;
    const name = nameFor(heard);
    if (name === undefined) await dismiss?.();
    if (name === undefined || name === output) return name;
    await refuseFilesRead(name, this.#reads);
    await draft.retarget(name).catch((error: unknown) => {
      throw unwritable(name, error);
    });
    return name;
  }
}
