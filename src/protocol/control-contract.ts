import type { UtteranceId } from './caption-event.ts';
import type { EngineErrorCode } from './error-code.ts';
import type { OverlayDefaults } from './overlay-parameters.ts';

/** Grows with every change that an older page or program would misunderstand. */
export const CONTROL_PROTOCOL_VERSION = 1;

/** The socket.io namespace of pages that control a run, such as the dock. */
export const CONTROL_NAMESPACE = '/control';

/** Where programs control a run by plain requests: one path below it for each type of command, and for each question. */
export const API_PATH = '/api/v1';

/** `toggle` is the other one than now. */
export type Switch = 'on' | 'off' | 'toggle';

/** The longest time that one `hold` hides captions, in milliseconds. Who wants more asks again, or mutes. */
export const LONGEST_HOLD_MS = 60_000;

/** What somebody at the controls wants of a run. One type is one wish, whoever sends it: a page, a program, a key. */
export type ControlCommand =
  /** Whether sources are heard. While off, nothing is recognised, translated or kept, and nothing costs. */
  | { readonly type: 'listen'; readonly to: Switch; readonly sourceId?: string }
  /** Whether captions are on the pages. While off they are still made, and kept in transcripts. */
  | { readonly type: 'show'; readonly to: Switch }
  /** Hides captions for so long, in milliseconds; 0 ends it. A page that holds a button asks again and again. */
  | { readonly type: 'hold'; readonly forMs: number }
  /** Takes away what stands on the pages, with the rest of what is being said. What is said next comes as usual. */
  | { readonly type: 'clear' }
  /** Parameters of overlays whose address does not say them; `null` is as the configuration has it. */
  | { readonly type: 'look'; readonly parameters: Readonly<Record<string, string | null>> }
  /** All parameters of a preset of the configuration; `null` takes it off. */
  | { readonly type: 'preset'; readonly name: string | null }
  /** What a source speaks: tags, as in `--language`; `auto` where it is to be heard. All sources where none is named. */
  | { readonly type: 'spoken-language'; readonly language: string; readonly sourceId?: string }
  /** The translator that is asked first. */
  | { readonly type: 'translator'; readonly name: string }
  /** The caption is wrong: takes it off the pages. */
  | { readonly type: 'wrong'; readonly utteranceId: UtteranceId }
  /** Marks a chapter, in transcripts and in the recording of OBS. */
  | { readonly type: 'chapter'; readonly name?: string }
  /** Takes back the newest command that can be taken back: see `ControlState.undo`. */
  | { readonly type: 'undo' };

export type ControlCommandType = ControlCommand['type'];

/** Why nothing came of a command, or of a request. */
export type ControlErrorCode =
  | EngineErrorCode
  /** It is no command: of a wrong shape, or with a value that can be none. */
  | 'malformed'
  /** The token is missing or wrong. */
  | 'unauthorized'
  /** It came from another site, or another device. */
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'too-large'
  | 'unsupported-type'
  /** Too many came in a short time. */
  | 'too-many';

/** What became of a command. */
export type ControlAnswer =
  | {
      readonly ok: true;
      /** One sentence that says what is so now. */
      readonly message: string;
    }
  | {
      readonly ok: false;
      readonly code: ControlErrorCode;
      /** What is wrong, and what to do. */
      readonly message: string;
    };

/** A source, as somebody at the controls sees it. */
export interface ControlledSource {
  readonly id: string;
  readonly speaker?: string;
  /** False while it is silenced: by `listen`, by a scene, or by a condition of the configuration. */
  readonly heard: boolean;
  /** What is spoken in it: BCP-47 tags with commas between them; `auto` where any may be. */
  readonly language: string;
}

/** How a run is set at the moment. Sent whole with each change. */
export interface ControlState {
  readonly listening: boolean;
  readonly shown: boolean;
  /** True while a `hold` hides captions. */
  readonly held: boolean;
  readonly sources: readonly ControlledSource[];
  /** BCP-47 tags of the target languages. */
  readonly targetLanguages: readonly string[];
  /** Names of translators in the order in which they are asked. */
  readonly translators: readonly string[];
  /** How overlays look whose address does not say it: of the configuration, the scene of OBS, the preset and `look`. */
  readonly overlay: OverlayDefaults;
  readonly preset: string | null;
  readonly presets: readonly string[];
  /** Names of the installed themes. */
  readonly themes: readonly string[];
  /** What `undo` would take back, such as `theme neon`; absent where nothing can be. */
  readonly undo?: string;
}

/** Of silence, in dB of full scale. */
export const SILENCE_DB = -100;

/**
 * How loud each source is, also one that is not heard: by its id, the loudest sample since the last message, in dB of full
 * scale, `SILENCE_DB` at least. A source from which no sound has come since is absent.
 */
export type SourceLevels = Readonly<Record<string, number>>;

/** Messages to a page at the controls. `state` comes first on every connection, then with each change. */
export interface EngineToControl {
  state: (protocol: number, state: ControlState) => void;
  /** Some times a second while a page looks; see `watch-levels`. */
  levels: (levels: SourceLevels) => void;
}

/** Messages from a page at the controls. */
export interface ControlToEngine {
  command: (command: ControlCommand, answer: (answer: ControlAnswer) => void) => void;
  /** Whether this page shows levels. Nobody measures them where no page does. */
  'watch-levels': (watches: boolean) => void;
}
