import type { EngineOutput } from '../pipeline/output.ts';

/** What translators say of themselves is told once in a run, however many sources they serve. */
export class OnceTold {
  readonly #told = new Set<string>();

  /** It has been told in another notice. */
  add(message: string | undefined): void {
    if (message !== undefined) this.#told.add(message);
  }

  /** False for what was told before. */
  isNew(output: EngineOutput): boolean {
    if (output.type !== 'status-notice' || output.code !== 'translator-notice') return true;
    if (this.#told.has(output.message)) return false;
    this.#told.add(output.message);
    return true;
  }
}
