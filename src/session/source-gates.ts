import { gatedCapture, SoundGate } from '../engine/audio/sound-gate.ts';
import type { SourceConfig } from '../engine/pipeline/source.ts';

interface Gated {
  readonly gate: SoundGate;
  /** What scenes may call the source. */
  readonly names: readonly string[];
}

/** Whether a source is heard now. @param names what scenes may call it. */
type IsHeard = (names: readonly string[], id: string) => boolean;

/** A gate for each source, so that one is silent while another one is heard. */
export class SourceGates {
  readonly #isHeard: IsHeard;
  readonly #gated = new Map<string, Gated>();

  constructor(isHeard: IsHeard) {
    this.#isHeard = isHeard;
  }

  /** The source behind a gate of its own. */
  add(source: SourceConfig, names: readonly string[]): { readonly source: SourceConfig; readonly gate: SoundGate } {
    const gate = new SoundGate(this.#isHeard(names, source.id));
    this.#gated.set(source.id, { gate, names });
    return { source: { ...source, capture: gatedCapture(source.capture, gate) }, gate };
  }

  /** To be called when it is heard no more. */
  remove({ id }: Pick<SourceConfig, 'id'>): void {
    this.#gated.delete(id);
  }

  /** Asks anew who is heard. @param nowMs on the engine's clock. */
  update(nowMs: number): void {
    for (const [id, { gate, names }] of this.#gated) gate.set(this.#isHeard(names, id), nowMs);
  }
}
