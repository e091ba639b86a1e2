import type { GuestRefusalCode } from './guest-refusal.ts';

/** Grows with every change that an older page would misunderstand. */
export const AUDIO_PROTOCOL_VERSION = 1;

/** The socket.io namespace of pages that send sound. */
export const AUDIO_IN_NAMESPACE = '/audio-in';

/** Rate of the sound on the wire, in samples per second. It is mono, in 16-bit little-endian integers. */
export const WIRE_SAMPLE_RATE = 16_000;

/** One message carries this many samples: 32 ms. */
export const WIRE_FRAME_SAMPLES = 512;

export const WIRE_FRAME_MS = (WIRE_FRAME_SAMPLES * 1000) / WIRE_SAMPLE_RATE;

/** How much sound a page keeps while it cannot send, in milliseconds. Older sound is lost, and counted. */
export const LONGEST_BACKLOG_MS = 5000;

/** A page sends at most this many frames that the engine has not confirmed. */
export const MOST_UNCONFIRMED_FRAMES = 64;

/** The engine confirms after this many frames. */
export const CONFIRM_EVERY_FRAMES = 8;

/** What a page listens to: a microphone, one tab of the browser, or all that the PC plays. */
export const AUDIO_INPUT_KINDS = ['microphone', 'tab', 'system'] as const;

export type AudioInputKind = (typeof AUDIO_INPUT_KINDS)[number];

/** The longest name of a speaker, in UTF-16 units. */
export const LONGEST_SPEAKER_NAME = 40;

/** What a page sends in the handshake, where it is not a page of the same PC. Never part of an address that is sent. */
export interface AudioCredentials {
  readonly token?: string;
  /** True where a page only asks whether it would be listened to, and sends nothing. */
  readonly asks?: boolean;
}

/** The first message of a page on every connection. */
export interface AudioHello {
  readonly protocol: number;
  /**
   * Chosen at random by the page, 16 to 64 letters, digits, `-` or `_`. A page that comes back with the same one within
   * 30 s goes on with the same source.
   */
  readonly session: string;
  /** Name of the speaker; may be empty. */
  readonly name: string;
  /** BCP-47 tag of what is spoken; absent where the engine decides. */
  readonly language?: string;
  readonly kind: AudioInputKind;
}

/** Why the engine does not listen to a page. `retry` says whether the same page may succeed later without a change. */
export interface AudioRefusal {
  readonly code: GuestRefusalCode;
  /** One sentence for the person in front of the page. */
  readonly message: string;
  readonly retry: boolean;
}

/** The answer to a hello. */
export type AudioWelcome =
  | {
      readonly ok: true;
      /** True where the session goes on after an interruption. */
      readonly resumed: boolean;
      /** Number of the newest frame that has arrived, where the session goes on. */
      readonly newestFrame?: number;
    }
  | { readonly ok: false; readonly refusal: AudioRefusal };

/**
 * Messages from a page that sends sound. A page that leaves, or disconnects from the namespace, has stopped on purpose,
 * which ends its session; one whose connection breaks is expected back.
 */
export interface AudioPageToEngine {
  hello: (hello: AudioHello, answer: (welcome: AudioWelcome) => void) => void;
  /**
   * One frame. `frame` is its start by the clock of the page, in frames since 1970, and grows by one from frame to
   * frame. A larger step is a gap, which the engine fills with silence.
   */
  sound: (frame: number, samples: ArrayBuffer) => void;
  /** The speaker is muted from now on, or not any more. Muted pages send silence. */
  muted: (muted: boolean) => void;
  /** The speaker has stopped: this session ends. Also the first message of a page that had no connection then. */
  leave: (session: string, answer: () => void) => void;
}

/** Messages to a page that sends sound. */
export interface AudioEngineToPage {
  /** All frames up to this number have arrived. Sent every `CONFIRM_EVERY_FRAMES` frames. */
  heard: (frame: number) => void;
  /** Sent before the engine ends the connection. */
  refused: (refusal: AudioRefusal) => void;
}
