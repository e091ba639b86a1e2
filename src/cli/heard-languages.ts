import type { TranscriptCue } from '../engine/captions/transcript-format.ts';
import type { HeardLanguage } from './transcript-plan.ts';

/** Adds up how long each language was spoken. */
export class HeardLanguages {
  readonly #spokenMs = new Map<string, number>();

  add({ language, startMs, endMs }: TranscriptCue): void {
    this.#spokenMs.set(language, (this.#spokenMs.get(language) ?? 0) + Math.max(0, endMs - startMs));
  }

  /** The one that was spoken most first. */
  get languages(): readonly HeardLanguage[] {
    return [...this.#spokenMs]
      .map(([language, spokenMs]) => ({ language, spokenMs }))
      .toSorted((one, other) => other.spokenMs - one.spokenMs);
  }
}
