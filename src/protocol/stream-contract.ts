import type { DiscardReason } from './caption-event.ts';
import type { GuestRefusalCode } from './guest-refusal.ts';

/** Grows with every change that an older client would misunderstand. */
export const STREAM_PROTOCOL_VERSION = 1;

/** Path of the WebSocket for programs that send sound and get captions. */
export const STREAM_PATH = '/stream';

/** Samples per second of the sound that clients send, mono. */
export const STREAM_SAMPLE_RATE = 16_000;

/** How one sample is written, little-endian: floats in [-1, 1], or signed 16-bit integers. */
export const STREAM_FORMATS = ['float32', 'int16'] as const;

export type StreamFormat = (typeof STREAM_FORMATS)[number];

/**
 * Why the server ends a connection, as the close code of the WebSocket. Codes below 4000 are those of the standard. The
 * names are the codes of the `error` message that comes before.
 */
export const STREAM_CLOSE = {
  /** All captions were sent after `end`. */
  done: 1000,
  /** The engine stops. */
  'going-away': 1001,
  /** Something broke on the side of the engine. */
  internal: 1011,
  /** No engine is ready to listen yet. */
  'try-later': 1013,
  /** A message that is not of this contract. */
  malformed: 4400,
  /** The token is missing or wrong. */
  unauthorized: 4401,
  /** Nothing came for too long, or nothing is read. */
  silent: 4408,
  /** More sound than time has passed, for too long. */
  'too-fast': 4409,
  /** A message is too large. */
  'too-large': 4413,
  /** As many clients as there may be are connected. */
  'too-many': 4429,
} as const satisfies Partial<Record<GuestRefusalCode | 'done', number>>;

export type StreamCloseName = keyof typeof STREAM_CLOSE;

/** The first message of a client, where it wants anything but the defaults. */
export interface StreamHello {
  readonly type: 'hello';
  /** `float32` when absent. */
  readonly format?: StreamFormat;
  /** BCP-47 tag of what is spoken, or `auto`. What the engine is set to when absent. */
  readonly language?: string;
  /** BCP-47 tags of the languages to translate into. What the engine is set to when absent; none where empty. */
  readonly translate?: readonly string[];
  /** Name of the speaker or the program, for status. */
  readonly name?: string;
  /** Where the server asks for one, and it is not in the `Authorization` header. */
  readonly token?: string;
}

/** No more sound comes: the rest of the captions is sent, then the connection is closed with 1000. */
export interface StreamEnd {
  readonly type: 'end';
}

/** Text messages from a client. Binary messages hold samples. */
export type StreamClientMessage = StreamHello | StreamEnd;

/** The first answer: the engine listens. Sound that was sent before it is not lost. */
export interface StreamReady {
  readonly type: 'ready';
  readonly protocol: number;
  /** Id of the client as a source; its utterance ids begin with it. */
  readonly sourceId: string;
  readonly sampleRate: number;
  readonly format: StreamFormat;
  readonly language: string;
  readonly translate: readonly string[];
  /** The largest message that is accepted, in bytes. */
  readonly maxMessageBytes: number;
}

/** The newest translation of a caption into one language. */
export interface StreamTranslation {
  readonly text: string;
  /** It does not change any more. */
  readonly final: boolean;
  /** True where nothing could translate the text: `text` is then what was spoken. */
  readonly untranslated?: true;
}

/** The whole present state of one utterance. Each one replaces the one before with the same `utteranceId`. */
export interface StreamCaption {
  readonly type: 'caption';
  readonly utteranceId: string;
  readonly text: string;
  /** The beginning of `text` that does not change any more. Equals `text` in a final. */
  readonly stable: string;
  /** When the utterance began, in seconds of the sound that the client has sent. */
  readonly start: number;
  /** Up to where it was heard, in seconds of the sound that the client has sent. */
  readonly end: number;
  /** `text` does not change any more. Translations may still come. */
  readonly final: boolean;
  /** BCP-47 tag of what was spoken. */
  readonly language: string;
  /** By BCP-47 tag of the target language. */
  readonly translation: Readonly<Record<string, StreamTranslation>>;
}

/** A caption that was sent is taken back: the utterance turned out to be no speech, or became part of the one before. */
export interface StreamDiscard {
  readonly type: 'discard';
  readonly utteranceId: string;
  readonly reason: DiscardReason;
}

/** Something that the user of the client should know. The connection goes on. */
export interface StreamNotice {
  readonly type: 'notice';
  readonly level: 'info' | 'warning' | 'error';
  /** Machine-readable, such as `translator-notice`. */
  readonly code: string;
  readonly message: string;
}

/** Comes before every close that is not 1000, where the client still reads. */
export interface StreamError {
  readonly type: 'error';
  /** Machine-readable: a name of `STREAM_CLOSE`, or of what failed in the engine. */
  readonly code: string;
  readonly message: string;
}

/** Text messages to a client. Clients ignore types that they do not know. */
export type StreamServerMessage = StreamReady | StreamCaption | StreamDiscard | StreamNotice | StreamError;
