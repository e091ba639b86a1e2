import type { CaptionEvent, UtteranceId } from '../protocol/caption-event.ts';
import { primarySubtag } from '../protocol/language/parse-language.ts';
import type { StatusNotice } from '../protocol/status.ts';
import type { AudioFrame } from './audio/audio-frame.ts';
import { conditionStage } from './audio/conditioning/condition-stage.ts';
import type { EngineConfig, SourceConfig } from './engine-config.ts';
import { BoundedChannel } from './pipeline/bounded-channel.ts';
import type { Metrics } from './pipeline/metrics.ts';
import type { StageContext } from './pipeline/stage.ts';
import { THRESHOLDS } from './speech/sensitivity.ts';
import { SileroDetector } from './speech/silero-detector.ts';
import { createSpeechStage } from './speech/speech-stage.ts';
import { DEFAULT_SEGMENTER, type SegmenterSettings } from './speech/utterance-segmenter.ts';
import type { RecognizerPool } from './transcription/host/recognizer-pool.ts';
import type { RecognizerCapabilities } from './transcription/recognizer.ts';
import { createTranscribeStage } from './transcription/transcribe-stage.ts';

/** About ten seconds of sound: a live source that is further behind loses its oldest frames. */
const LIVE_FRAMES = 320;

interface SourcePipelineOptions {
  readonly config: EngineConfig;
  readonly source: SourceConfig;
  /** BCP-47 tags of the languages that it is translated into. */
  readonly targets: readonly string[];
  readonly pool: RecognizerPool;
  readonly capabilities: RecognizerCapabilities;
  readonly metrics: Metrics;
  /** What is likely to occur in a language, by the glossary. */
  readonly prompt: (language: string) => string;
  readonly onNotice: (notice: StatusNotice) => void;
}

/** One source from its sound to its transcript events. */
export interface SourcePipeline {
  readonly events: (context: StageContext) => AsyncIterable<CaptionEvent>;
  readonly behindMs: () => number;
  readonly decodeToEnglish: (id: UtteranceId) => Promise<string>;
  /** Takes note of an event that was translated from its events: frees what waited for it. */
  readonly translated: (event: CaptionEvent) => void;
  /** Frees what still waits for its translation. */
  readonly close: () => void;
}

/** Connects capture, voice activity, segmentation and recognition of one source. */
export function createSourcePipeline(options: SourcePipelineOptions): SourcePipeline {
  const { config, source, targets, pool, capabilities, metrics, prompt, onNotice } = options;
  const { enterProbability, onsetMs } = THRESHOLDS[config.sensitivity];
  const settings: SegmenterSettings = { ...DEFAULT_SEGMENTER, onsetMs, ...config.endpointing };
  const speech = createSpeechStage({ sourceId: source.id, detector: new SileroDetector(enterProbability), settings });
  const transcription = createTranscribeStage({
    sourceId: source.id,
    speaker: source.speaker,
    language: source.language,
    ...(source.candidates ? { candidates: source.candidates } : {}),
    prompt: () => [config.prompt, prompt(source.language)].filter((text) => text !== '').join(' '),
    partials: config.partials && capabilities.partials,
    sourceCanWait: !source.capture.live,
    maxUtteranceMs: settings.maxUtteranceMs,
    // The recogniser translates into English only.
    retainAudio: config.translation.chain.includes('whisper') && targets.some(isEnglish),
    pool,
    commit: speech.commit,
    settled: speech.settled,
    metrics,
    onNotice,
  });
  return {
    events: (context) => {
      const counted = countFrames(source.capture.frames(context.signal), metrics);
      const frames = source.capture.live ? decouple(counted, metrics, context.signal) : counted;
      const conditioned = source.conditioning ? conditionStage(source.conditioning)(frames, context) : frames;
      return transcription.stage(speech.stage(conditioned, context), context);
    },
    behindMs: transcription.behindMs,
    decodeToEnglish: transcription.decodeToEnglish,
    translated: (event) => {
      if (event.type === 'translation-final' && isEnglish(event.language)) transcription.release(event.utteranceId);
    },
    close: transcription.close,
  };
}

function isEnglish(language: string): boolean {
  return primarySubtag(language) === 'en';
}

async function* countFrames(frames: AsyncIterable<AudioFrame>, metrics: Metrics): AsyncGenerator<AudioFrame> {
  for await (const frame of frames) {
    metrics.count('audio-frames');
    yield frame;
  }
}

/** Lets a live source run on when the stages behind it are slow, at the price of its oldest frames. */
async function* decouple(
  frames: AsyncIterable<AudioFrame>,
  metrics: Metrics,
  signal: AbortSignal,
): AsyncGenerator<AudioFrame> {
  const channel = new BoundedChannel<AudioFrame>({
    capacity: LIVE_FRAMES,
    whenFull: 'drop-oldest',
    onDrop: () => metrics.count('audio-frames-dropped'),
  });
  const fill = async (): Promise<void> => {
    for await (const frame of frames) channel.push(frame);
  };
  void fill().then(
    () => channel.close(),
    (error: unknown) => channel.fail(error),
  );
  yield* channel.read(signal);
}
