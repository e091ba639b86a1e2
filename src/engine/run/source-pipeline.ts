import type { CaptionEvent } from '../../protocol/caption-event.ts';
import { cleanLine } from '../../protocol/clean-text.ts';
import { wantedLanguages } from '../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { AudioFrame } from '../audio/audio-frame.ts';
import { conditionStage } from '../audio/conditioning/condition-stage.ts';
import type { EngineConfig } from '../engine-config.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import type { SourceConfig } from '../pipeline/source.ts';
import type { StageContext } from '../pipeline/stage.ts';
import { THRESHOLDS } from '../speech/sensitivity.ts';
import { SileroDetector } from '../speech/silero-detector.ts';
import { createSpeechStage } from '../speech/speech-stage.ts';
import { DEFAULT_SEGMENTER, type SegmenterSettings } from '../speech/utterance-segmenter.ts';
import type { RetainedAudio } from '../transcription/retained-audio.ts';
import { createTranscribeStage } from '../transcription/transcribe-stage.ts';
import { scriptStage } from '../translation/script/script-stage.ts';
import type { Recognizers } from './open-recognizers.ts';

/** About ten seconds of sound: a live source that is further behind loses its oldest frames. */
const LIVE_FRAMES = 320;

interface SourcePipelineOptions {
  readonly config: EngineConfig;
  readonly source: SourceConfig;
  readonly recognizers: Recognizers;
  /** Keeps the audio of its finals; nothing is kept when absent. */
  readonly retained: RetainedAudio | undefined;
  readonly metrics: Metrics;
  /** What is likely to occur in a language, by the glossary. */
  readonly prompt: (language: string) => string;
  readonly onNotice: (notice: StatusNotice) => void;
}

/** One source from its sound to its transcript events. */
export interface SourcePipeline {
  readonly events: (context: StageContext) => AsyncIterable<CaptionEvent>;
  readonly behindMs: () => number;
}

/** Where sound is bad, speech is noticed late. A transcript has the time to listen to a second before it. */
const TRANSCRIPT_PRE_ROLL_MS = 1000;

/** Connects capture, voice activity, segmentation and recognition of one source. */
export function createSourcePipeline(options: SourcePipelineOptions): SourcePipeline {
  const { config, source, recognizers, retained, metrics, prompt, onNotice } = options;
  const { pool, capabilities } = recognizers;
  const { enterProbability, onsetMs } = THRESHOLDS[config.speech.sensitivity];
  const preRollMs = config.partials || source.capture.live ? DEFAULT_SEGMENTER.preRollMs : TRANSCRIPT_PRE_ROLL_MS;
  const settings: SegmenterSettings = { ...DEFAULT_SEGMENTER, preRollMs, onsetMs, ...config.endpointing };
  const speech = createSpeechStage({ sourceId: source.id, detector: new SileroDetector(enterProbability), settings });
  const transcription = createTranscribeStage({
    sourceId: source.id,
    speaker: source.speaker && cleanLine(source.speaker),
    language: source.language,
    ...(source.candidates ? { candidates: source.candidates } : {}),
    prompt: () => [config.recognizer.prompt, prompt(source.language)].filter((text) => text !== '').join(' '),
    partials: config.partials && capabilities.partials,
    sourceCanWait: !source.capture.live,
    maxUtteranceMs: settings.maxUtteranceMs,
    retained,
    pool,
    commit: speech.commit,
    settled: speech.settled,
    onFallingBehind: () => onNotice(recognizers.fallsBehind),
    metrics,
    onNotice,
  });
  return {
    events: (context) => {
      const counted = countFrames(source.capture.frames(context.signal), metrics);
      const frames = source.capture.live ? decouple(counted, metrics, context.signal) : counted;
      const conditioned = source.conditioning ? conditionStage(source.conditioning)(frames, context) : frames;
      const transcripts = transcription.stage(speech.stage(conditioned, context), context);
      return scriptStage(wantedLanguages(source))(transcripts, context);
    },
    behindMs: transcription.behindMs,
  };
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
