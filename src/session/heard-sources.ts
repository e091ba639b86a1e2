import type { SoundGate } from '../engine/audio/sound-gate.ts';
import type { Clock } from '../engine/pipeline/clock.ts';
import type { ChangingLanguage, SourceConfig, SourceHost } from '../engine/pipeline/source.ts';
import type { ControlledSource } from '../protocol/control-contract.ts';
import { wantedLanguages, type SpokenLanguage } from '../protocol/spoken-language.ts';
import type { SoundLevels } from './control/sound-levels.ts';
import { BROWSERS } from './obs/scenes.ts';
import { SourceGates } from './source-gates.ts';

/** What OBS says of inputs, by what scenes may call them. */
export interface SceneVoice {
  isHeard(names: readonly string[]): boolean;
  /** Undefined where the scene does not say. */
  spokenIn(names: readonly string[]): SpokenLanguage | undefined;
  /** What any scene says. */
  spokenInAny(names: readonly string[]): readonly SpokenLanguage[];
}

/** What the controls say of a source, by its id. */
export interface ControlVoice {
  isHeard(id: string): boolean;
  /** Undefined where they do not say. */
  spokenIn(id: string): SpokenLanguage | undefined;
}

interface HeardSourcesOptions {
  readonly scenes: SceneVoice;
  readonly controls: ControlVoice;
  readonly levels: SoundLevels;
  readonly clock: Clock;
  /** Told where other sources are heard, or there are others. */
  readonly onChange: () => void;
}

interface Heard {
  readonly source: SourceConfig;
  readonly gate: SoundGate;
  readonly spoken: () => SpokenLanguage | undefined;
}

/** The sources of the present engine that are shown: who is heard, and what is spoken, by OBS and by the controls. */
export class HeardSources {
  readonly #options: HeardSourcesOptions;
  readonly #gates: SourceGates;
  readonly #heard = new Map<string, Heard>();

  constructor(options: HeardSourcesOptions) {
    const { scenes, controls } = options;
    this.#options = options;
    this.#gates = new SourceGates((names, id) => scenes.isHeard(names) && controls.isHeard(id));
  }

  /** How somebody at the controls sees them. */
  get list(): readonly ControlledSource[] {
    return [...this.#heard.values()].map(({ source, gate, spoken }) => ({
      id: source.id,
      ...(source.speaker === undefined ? {} : { speaker: source.speaker }),
      heard: gate.isOpen,
      language: wantedLanguages(spoken() ?? source).join(',') || 'auto',
    }));
  }

  /**
   * A source of which nothing is heard while OBS or the controls want silence, and of which they say what is spoken.
   * @param names what scenes may call it.
   */
  add(source: SourceConfig, names: readonly string[]): SourceConfig {
    const { scenes, controls } = this.#options;
    const now = (): SpokenLanguage | undefined => controls.spokenIn(source.id) ?? scenes.spokenIn(names);
    return this.#add(source, names, { now, all: scenes.spokenInAny(names) });
  }

  /** A host that hears nothing more in the same way, where captions are shown: of guests on the microphone page. */
  gatedHost(host: SourceHost): SourceHost {
    return {
      add: async (source, options) => {
        if (options?.shown !== true) return host.add(source, options);
        // Guests say what they speak: no scene does.
        const now = (): SpokenLanguage | undefined => this.#options.controls.spokenIn(source.id);
        const gated = this.#add(source, BROWSERS, { now, all: [] });
        try {
          const added = await host.add(gated, options);
          const remove = (): void => this.#remove(source.id);
          added.done.then(remove, remove);
          this.#options.onChange();
          return added;
        } catch (error) {
          this.#remove(source.id);
          throw error;
        }
      },
    };
  }

  /** Asks anew who is heard. */
  update(): void {
    this.#gates.update(this.#options.clock.nowMs());
    this.#options.onChange();
  }

  /** Another engine comes, with sources of its own. */
  forget(): void {
    for (const id of this.#heard.keys()) this.#gates.remove({ id });
    this.#heard.clear();
  }

  #add(source: SourceConfig, names: readonly string[], changing: ChangingLanguage): SourceConfig {
    const measured = { ...source, capture: this.#options.levels.measured(source.capture, source.id) };
    const { source: gated, gate } = this.#gates.add(measured, names);
    this.#heard.set(source.id, { source, gate, spoken: changing.now });
    return { ...gated, changing };
  }

  #remove(id: string): void {
    this.#gates.remove({ id });
    this.#heard.delete(id);
    this.#options.onChange();
  }
}
