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

  /** Tells of bundled models. @param speech what is to be told of each speech model. @param translation what the translators say of themselves. */
  bundled(speech: readonly StatusNotice[], translation: string | undefined): void {
    for (const one of speech) {
      const { speech: told, coversTranslation } = bundledNotice(one, translation);
      if (coversTranslation && translation !== undefined) this.#told.add(translation);
      this.#tell(told);
    }
  }

  publish(output: EngineOutput): void {
    if (output.type === 'status-notice' && output.code === 'translator-notice') {
      if (this.#told.has(output.message)) return;
      this.#told.add(output.message);
    }
    this.#tell(output);
  }
}
