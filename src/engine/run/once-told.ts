import type { StatusNotice } from '../../protocol/status.ts';
import type { EngineOutput } from '../pipeline/output.ts';
import { bundledNotice } from './bundled-notice.ts';

/** What translators say of themselves is told once in a run, however many sources they serve. */
export class OnceTold {
  readonly #tell: (output: EngineOutput) => void;
  readonly #told = new Set<string>();

  constructor(tell: (output: EngineOutput) => void) {
    this.#tell = tell;
  }

  /** Tells of bundled models. @param translation what the translators say of themselves. */
  bundled(speech: StatusNotice | undefined, translation: string | undefined): void {
    const { speech: told, coversTranslation } = bundledNotice(speech, translation);
    if (coversTranslation && translation !== undefined) this.#told.add(translation);
    if (told) this.#tell(told);
  }

  publish(output: EngineOutput): void {
    if (output.type === 'status-notice' && output.code === 'translator-notice') {
      if (this.#told.has(output.message)) return;
      this.#told.add(output.message);
    }
    this.#tell(output);
  }
}
