// The entry `overlingo`: a session or an engine inside of another program, and the ports for what strangers add.

export { startSession } from './session/start-session.ts';
export type { Session } from './session/session.ts';
export type { SessionTools } from './session/session-tools.ts';
export { parseConfig } from './config/parse-config.ts';
export type { AddedDefinitions, Config, ConfigInput } from './config/schema.ts';
export type { RecordingEvent } from './engine/captions/recording-clock.ts';
export { findRuntimeFiles } from './session/find-runtime-files.ts';

export { Engine } from './engine/engine.ts';
export type { EngineDependencies } from './engine/engine.ts';
export type { EngineConfig } from './engine/engine-config.ts';
export type { RuntimeFiles } from './engine/runtime-files.ts';
export type { Sensitivity } from './engine/speech/sensitivity.ts';
export type { SegmenterSettings } from './engine/speech/utterance-segmenter.ts';
export type { RecognizerSettings } from './engine/transcription/settings.ts';
export type { TranslationSettings } from './engine/translation/settings.ts';
export type { Environment } from './engine/environment.ts';

export { EngineError } from './engine/errors.ts';
export type { EngineErrorData, EngineErrorDetail } from './engine/errors.ts';
export type { EngineErrorCode } from './protocol/error-code.ts';
export { createLogger } from './engine/log.ts';
export type { Logger, LogLevel } from './engine/log.ts';
export type { Clock } from './engine/pipeline/clock.ts';

// Where sound comes from.
export { createFileCapture } from './engine/audio/file-capture.ts';
export type { FileCaptureOptions } from './engine/audio/file-capture.ts';
export type { AudioBackendDefinition, AudioBackendTools } from './engine/audio/devices/backend-definition.ts';
export type { Availability } from './engine/pipeline/availability.ts';
export type { Pace } from './engine/audio/pacing.ts';
export { FRAME_SAMPLES, SAMPLE_RATE } from './engine/audio/audio-frame.ts';
export type { AudioFrame } from './engine/audio/audio-frame.ts';
export type { CaptureSource } from './engine/pipeline/capture-source.ts';
export type { AddedSource, SourceConfig, SourceHost, SourceOptions } from './engine/pipeline/source.ts';
export type { ConditioningSettings } from './engine/audio/conditioning/conditioning-settings.ts';
export type {
  AudioBackend,
  AudioDevice,
  CapturedChunk,
  CaptureStream,
  PcmFormat,
  PlaybackStream,
} from './engine/audio/devices/audio-backend.ts';

// What makes text of it.
export { NO_SETTINGS } from './engine/settings-section.ts';
export type { SettingsSchema } from './engine/settings-section.ts';
export { setting } from './engine/setting.ts';
export type {
  HostOptions,
  HostPlan,
  ProcessorChoice,
  ProcessorPlan,
  RecognizerDefinition,
  RecognizerNeed,
  RecognizerProbeTools,
  SlowAdvice,
} from './engine/transcription/recognizer-definition.ts';
export type { OpenRecognizer, RecognizerModule, RecognizerTools } from './engine/transcription/recognizer-module.ts';
export type { WantedModel } from './engine/transcription/wanted-model.ts';
export type {
  TranslatorDefinition,
  TranslatorNeed,
  TranslatorProbeTools,
  TranslatorTools,
} from './engine/translation/translator-definition.ts';
export type {
  BufferRecognizer,
  DecodeOptions,
  HeardWord,
  Hypothesis,
  RecognitionTask,
  Recognizer,
  RecognizerCapabilities,
  RecognizerInfo,
  RecognizerSession,
  SessionOptions,
  SpokenBefore,
} from './engine/transcription/recognizer.ts';
export type {
  StreamText,
  StreamingRecognizer,
  StreamingSession,
  StreamingTraits,
} from './engine/transcription/streaming-recognizer.ts';
export type {
  TranslateOptions,
  TranslationRequest,
  TranslationUsage,
  Translator,
  TranslatorCapabilities,
  TranslatorQuota,
} from './engine/translation/translator.ts';

// Where it goes.
export type { MarkedChapter } from './engine/obs/chapter-call.ts';
export type { EngineOutput, Output, OutputContext, OutputPolicy } from './engine/pipeline/output.ts';
export type { StageContext } from './engine/pipeline/stage.ts';
export { applyCaptionEvent } from './protocol/cue.ts';
export type { Cue, CueTranslation } from './protocol/cue.ts';
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
} from './protocol/caption-event.ts';
export type { NoticeCode } from './protocol/notice-code.ts';
export type { Counters } from './protocol/counter-name.ts';
export type { SpokenLanguage } from './protocol/spoken-language.ts';
export type {
  EngineStatus,
  LatencySummary,
  StageName,
  StageState,
  StageStatus,
  StatusNotice,
  TranslatorStatus,
} from './protocol/status.ts';
