import type { ControlledRun } from '../../engine/server/control/controlled-run.ts';
import { toEngineError } from '../../engine/errors.ts';
import type { OverlaySettings } from '../../engine/overlay-settings.ts';
import type { Clock } from '../../engine/pipeline/clock.ts';
import type { UtteranceId } from '../../protocol/caption-event.ts';
import type { ControlAnswer, ControlCommand, ControlState, SourceLevels } from '../../protocol/control-contract.ts';
import type { Cue } from '../../protocol/cue.ts';
import type { SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { ControlVoice } from '../heard-sources.ts';
import { isListenedTo, NOTHING_SET, withSetting, type Controls, type Setting } from './controls.ts';
import { describeSetting } from './describe-setting.ts';
import { Hold } from './hold.ts';
import { settingOf, type KnownNames, type SettingCommand } from './setting-of.ts';
import type { SoundLevels } from './sound-levels.ts';
import { withStep, type UndoStack } from './undo-stack.ts';

/** What somebody at the controls sees, but for what they have set themselves. */
export type RunState = Omit<ControlState, 'listening' | 'shown' | 'held' | 'preset' | 'undo'>;

interface RunControlTools {
  readonly clock: Clock;
  readonly levels: SoundLevels;
  readonly state: () => RunState;
  readonly checkSpoken: KnownNames['checkSpoken'];
  /** The newest cues, oldest first. */
  readonly cues: () => readonly Cue[];
  /** Asks this translator first from now on; undefined: as the configuration says. Rejects where it cannot be had. */
  readonly askFirst: (translator: string | undefined) => Promise<void>;
  /** Marks a chapter. Never rejects. */
  readonly markChapter: (name: string | undefined) => Promise<ControlAnswer>;
  /** Other sources are to be heard. */
  readonly onHeard: () => void;
  /** Pages are to look otherwise, or to show other captions. */
  readonly onPages: () => void;
}

/** No page holds more. */
const MOST_CLEARED = 64;

/** What decides who is heard. */
const OF_SOUND = ['listening', 'silenced'] as const;

/** What pages show. */
const OF_PAGES = ['shown', 'look', 'preset', 'wrong'] as const;

/** The controls of a run: the one place where commands are carried out, whoever sends them. */
export class RunControl implements ControlledRun, ControlVoice {
  readonly #tools: RunControlTools;
  readonly #hold: Hold;
  readonly #listeners = new Set<() => void>();
  #controls: Controls = NOTHING_SET;
  #stack: UndoStack = [];
  #cleared: readonly UtteranceId[] = [];
  /** Translators are changed one after the other. */
  #asking: Promise<void> = Promise.resolve();

  constructor(tools: RunControlTools) {
    this.#tools = tools;
    this.#hold = new Hold(tools.clock, () => this.#pagesTurned());
  }

  /** True while pages show nothing. */
  get isHidden(): boolean {
    return !this.#controls.shown || this.#hold.isOn;
  }

  /** Who is asked first; as the configuration says where undefined. */
  get translator(): string | undefined {
    return this.#controls.translator;
  }

  /** How pages look, over the configuration and the scene. @param presets of the configuration. */
  looks(presets: Readonly<Record<string, OverlaySettings>>): OverlaySettings {
    const { preset, look } = this.#controls;
    return { ...(preset !== null && Object.hasOwn(presets, preset) ? presets[preset] : {}), ...look };
  }

  /** Whether a caption is kept from the pages. */
  isWithheld(id: UtteranceId): boolean {
    return this.isHidden || this.isTakenAway(id);
  }

  /** Whether it was cleared, or called wrong. */
  isTakenAway(id: UtteranceId): boolean {
    return this.#cleared.includes(id) || this.#controls.wrong.includes(id);
  }

  isHeard(id: string): boolean {
    return isListenedTo(this.#controls, id);
  }

  spokenIn(id: string): SpokenLanguage | undefined {
    return this.#controls.spoken.get(id);
  }

  state(): ControlState {
    const { listening, shown, preset } = this.#controls;
    const state = this.#tools.state();
    const undo = this.#stack.at(-1)?.label;
    return {
      ...{ listening, shown, held: this.#hold.isOn, ...state },
      preset: preset !== null && state.presets.includes(preset) ? preset : null,
      ...(undo === undefined ? {} : { undo }),
    };
  }

  lines(): readonly Cue[] {
    return this.#tools.cues().filter(({ final, utteranceId }) => final && !this.#controls.wrong.includes(utteranceId));
  }

  async run(command: ControlCommand): Promise<ControlAnswer> {
    try {
      return await this.#carryOut(command);
    } catch (error) {
      const { code, message, hint } = toEngineError(error);
      return { ok: false, code, message: hint === undefined ? message : `${message} ${hint}` };
    }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watchLevels(listener: (levels: SourceLevels) => void): () => void {
    return this.#tools.levels.watch(listener);
  }

  /** Something has changed that those at the controls see. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Ends what still counts time. */
  close(): void {
    this.#hold.close();
  }

  async #carryOut(command: ControlCommand): Promise<ControlAnswer> {
    switch (command.type) {
      case 'hold':
        this.#hold.set(command.forMs);
        return done(this.#hold.isOn ? `Captions are hidden for ${command.forMs / 1000} s.` : 'Captions are not held.');
      case 'clear':
        this.#cleared = [...this.#cleared, ...this.#tools.cues().map(({ utteranceId }) => utteranceId)].slice(
          -MOST_CLEARED,
        );
        this.#pagesTurned();
        return done('The captions that stood on the pages are gone.');
      case 'chapter':
        return this.#tools.markChapter(command.name);
      case 'undo':
        return this.#undo();
      case 'listen':
      case 'show':
      case 'look':
      case 'preset':
      case 'spoken-language':
      case 'translator':
      case 'wrong':
        return this.#set(command);
    }
  }

  async #set(command: SettingCommand): Promise<ControlAnswer> {
    const { state, checkSpoken, clock } = this.#tools;
    const setting: Setting = settingOf(command, { ...state(), checkSpoken });
    await this.#turn(
      (now) => withSetting(now, setting),
      (from, to) => {
        this.#stack = withStep(this.#stack, { from, to, atMs: clock.nowMs(), ...describeSetting(setting, to) });
      },
    );
    return done(describeSetting(setting, this.#controls).message);
  }

  async #undo(): Promise<ControlAnswer> {
    const step = this.#stack.at(-1);
    if (!step) return { ok: false, code: 'usage', message: 'There is nothing to take back.' };
    const before = this.#stack;
    // At once, so that who asks twice takes two steps back.
    this.#stack = before.slice(0, -1);
    try {
      await this.#turn((now) => ({ ...now, ...step.before }));
    } catch (error) {
      this.#stack = before;
      throw error;
    }
    return done(`Taken back: ${step.label}.`);
  }

  /**
   * Sets what is set otherwise, once the translator is there that it wants.
   * @param remember told what was set before, and what is now, before anybody else is.
   */
  async #turn(
    change: (now: Controls) => Controls,
    remember: (from: Controls, to: Controls) => void = () => undefined,
  ): Promise<void> {
    const { translator } = change(this.#controls);
    if (translator !== this.#controls.translator) {
      const asked = this.#asking.then(() => this.#tools.askFirst(translator));
      this.#asking = asked.catch(() => undefined);
      await asked;
    }
    const from = this.#controls;
    this.#controls = change(from);
    remember(from, this.#controls);
    const differs = (keys: readonly (keyof Controls)[]): boolean =>
      keys.some((key) => from[key] !== this.#controls[key]);
    if (differs(OF_SOUND)) this.#tools.onHeard();
    if (differs(OF_PAGES)) this.#tools.onPages();
    this.changed();
  }

  #pagesTurned(): void {
    this.#tools.onPages();
    this.changed();
  }
}

function done(message: string): ControlAnswer {
  return { ok: true, message };
}
