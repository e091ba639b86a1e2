import type { CaptionEvent } from '../../protocol/caption-event.ts';
import { cleanLine } from '../../protocol/clean-text.ts';
import { wantedLanguages, type SpokenLanguage } from '../../protocol/spoken-language.ts';
import type { StatusNotice } from '../../protocol/status.ts';
import type { AudioFrame } from '../audio/audio-frame.ts';
import { conditionStage } from '../audio/conditioning/condition-stage.ts';
import type { EngineConfig } from '../engine-config.ts';
import { BoundedChannel } from '../pipeline/bounded-channel.ts';
import type { Metrics } from '../pipeline/metrics.ts';
import { noticeOf } from '../pipeline/notice.ts';
import type { SourceConfig } from '../pipeline/source.ts';
import type { StageContext } from '../pipeline/stage.ts';
import { THRESHOLDS } from '../speech/sensitivity.ts';
import { SileroDetector } from '../speech/silero-detector.ts';
import { createSpeechStage, type SpeechStage } from '../speech/speech-stage.ts';
import { DEFAULT_SEGMENTER, type SegmenterSettings } from '../speech/utterance-segmenter.ts';
import type { RetainedAudio } from '../transcription/retained-audio.ts';
import { createTranscribeStage, type TranscribeStage } from '../transcription/transcribe-stage.ts';
import { scriptStage } from '../translation/script/script-stage.ts';
import { transcribeByLanguage } from './by-language.ts';
import type { Recognizers } from './open-recognizers.ts';

/** About ten seconds of sound: a live source that is further behind loses its oldest frames. */
const LIVE_FRAMES = 320;

interface SourcePipelineOptions {
  readonly config: EngineConfig;
  readonly source: SourceConfig;
  /** What listens to a language. Throws an `EngineError` where that cannot be had. */
  readonly recognizersFor: (spoken: SpokenLanguage) => Recognizers;
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

/** Connects capture, voice activity, segmentation and recognition of one source. */
export function createSourcePipeline({ recognizersFor, ...options }: SourcePipelineOptions): SourcePipeline {
  const { config, source, metrics, onNotice } = options;
  const { enterProbability, onsetMs } = THRESHOLDS[config.speech.sensitivity];
  const settings: SegmenterSettings = { ...DEFAULT_SEGMENTER, onsetMs, ...config.endpointing };
  const speech = createSpeechStage({ sourceId: source.id, detector: new SileroDetector(enterProbability), settings });
  const { maxUtteranceMs } = settings;
  const open = (spoken: SpokenLanguage): TranscribeStage =>
    transcribe(spoken, { ...options, speech, maxUtteranceMs, recognizers: recognizersFor(spoken) });
  const { language, candidates, changing } = source;
  const own: SpokenLanguage = { language, ...(candidates ? { candidates } : {}) };
  const transcription = changing
    ? transcribeByLanguage({
        now: () => changing.now() ?? own,
        open,
        onRefused: (error) => onNotice(noticeOf(error, { level: 'warning', stage: 'transcription' })),
      })
    : open(own);
  return {
    events: (context) => {
      const counted = countFrames(source.capture.frames(context.signal), metrics);
      const frames = source.capture.live ? decouple(counted, metrics, context.signal) : counted;
      const conditioned = source.conditioning ? conditionStage(source.conditioning)(frames, context) : frames;
      return transcription.stage(speech.stage(conditioned, context), context);
    },
    behindMs: transcription.behindMs,
  };
}

interface TranscribeTools extends Omit<SourcePipelineOptions, 'recognizersFor'> {
  readonly recognizers: Recognizers;
  readonly speech: SpeechStage;
  readonly maxUtteranceMs: number;
}

/** What a source says in one language, in the script of that. */
function transcribe(spoken: SpokenLanguage, tools: TranscribeTools): TranscribeStage {
  const { config, source, recognizers, speech, prompt, metrics, onNotice, retained, maxUtteranceMs } = tools;
  const { pool, capabilities } = recognizers;
  const { stage, behindMs } = createTranscribeStage({
    sourceId: source.id,
    speaker: source.speaker && cleanLine(source.speaker),
    ...spoken,
    prompt: () => [config.recognizer.prompt, prompt(spoken.language)].filter((text) => text !== '').join(' '),
    partials: config.partials && capabilities.partials,
    sourceCanWait: !source.capture.live,
    maxUtteranceMs,
    retained,
    pool,
    commit: speech.commit,
    settled: speech.settled,
    onFallingBehind: () => onNotice(recognizers.fallsBehind),
    metrics,
    onNotice,
  });
  const write = scriptStage(wantedLanguages(spoken));
  return { stage: (input, context) => write(stage(input, context), context), behindMs };
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
