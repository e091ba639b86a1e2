// The entry `overlingo/protocol`: what engine, pages and programs say to each other, and the rules of cues. Imports nothing
// and runs in browsers.

export { isFinalEvent } from './caption-event.ts';
export type {
  CaptionEvent,
  DiscardReason,
  EventTiming,
  TranscriptFinal,
  TranscriptPartial,
  TranslationFinal,
  TranslationPartial,
  UtteranceDiscard,
  UtteranceId,
} from './caption-event.ts';
export type { CounterName, Counters } from './counter-name.ts';
export { applyCaptionEvent, isStale } from './cue.ts';
export type { Cue, CueTranslation } from './cue.ts';
export type { EngineErrorCode } from './error-code.ts';
export type { NoticeCode } from './notice-code.ts';
export type {
  EngineStatus,
  LatencySummary,
  OutputStage,
  StageName,
  StageState,
  StageStatus,
  StatusNotice,
  StepStatus,
  TranslatorStatus,
} from './status.ts';
export { CAPTION_NAMESPACE, PROTOCOL_VERSION } from './socket-contract.ts';
export type { DeliveryReceipt, EngineToOverlay, OverlayToEngine, Snapshot } from './socket-contract.ts';
export {
  AUDIO_IN_NAMESPACE,
  AUDIO_INPUT_KINDS,
  AUDIO_PROTOCOL_VERSION,
  CONFIRM_EVERY_FRAMES,
  LONGEST_BACKLOG_MS,
  LONGEST_SPEAKER_NAME,
  MOST_UNCONFIRMED_FRAMES,
  WIRE_FRAME_MS,
  WIRE_FRAME_SAMPLES,
  WIRE_SAMPLE_RATE,
} from './audio-contract.ts';
export type {
  AudioCredentials,
  AudioEngineToPage,
  AudioHello,
  AudioInputKind,
  AudioPageToEngine,
  AudioRefusal,
  AudioWelcome,
} from './audio-contract.ts';
export {
  STREAM_CLOSE,
  STREAM_FORMATS,
  STREAM_PATH,
  STREAM_PROTOCOL_VERSION,
  STREAM_SAMPLE_RATE,
} from './stream-contract.ts';
export type {
  StreamCaption,
  StreamClientMessage,
  StreamCloseName,
  StreamDiscard,
  StreamEnd,
  StreamError,
  StreamFormat,
  StreamHello,
  StreamNotice,
  StreamReady,
  StreamServerMessage,
  StreamTranslation,
} from './stream-contract.ts';
export {
  API_PATH,
  CONTROL_NAMESPACE,
  CONTROL_PROTOCOL_VERSION,
  LONGEST_HOLD_MS,
  SILENCE_DB,
} from './control-contract.ts';
export type {
  ControlAnswer,
  ControlCommand,
  ControlCommandType,
  ControlErrorCode,
  ControlledSource,
  ControlState,
  ControlToEngine,
  EngineToControl,
  SourceLevels,
  Switch,
} from './control-contract.ts';
export type { GuestRefusalCode } from './guest-refusal.ts';
export type { SpokenLanguage } from './spoken-language.ts';
