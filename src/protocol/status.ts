import type { Counters } from './counter-name.ts';
import type { NoticeCode } from './notice-code.ts';

/** One of the outputs of the run, by its name. */
export type OutputStage = `output:${string}`;

/** The parts of the engine that can be in trouble, in the order in which a caption passes them. */
export type StageName = 'capture' | 'speech' | 'transcription' | 'translation' | 'server' | 'obs' | OutputStage;

/** `working` also when idle: ready and without a fault. */
export type StageState = 'starting' | 'working' | 'degraded' | 'failed' | 'ended';

/** The middle and the slow end of the newest measurements, in milliseconds. */
export interface LatencySummary {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly count: number;
}

/** The state of one stage, in words for the streamer. */
export interface StageStatus {
  readonly stage: StageName;
  readonly state: StageState;
  /** One sentence about what it does, or what is wrong. Never what the streamer said. */
  readonly detail: string;
}

/** Something that the streamer should know of, told once. */
export interface StatusNotice {
  readonly type: 'status-notice';
  readonly level: 'info' | 'warning' | 'error';
  readonly stage: StageName;
  /** Machine-readable, such as `recognizer-crashed`. */
  readonly code: NoticeCode;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string | undefined;
}

/** What one translator did since the start, and how it is. */
export interface TranslatorStatus {
  readonly name: string;
  /** `resting`: it failed and is left alone for a while. */
  readonly state: 'working' | 'resting';
  /** Why it rests, in one sentence. */
  readonly detail?: string;
  readonly requests: number;
  /** Billed characters of source text. */
  readonly characters: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Estimated from the price that the user gave; absent without one. */
  readonly cost?: number;
  /** From a request to the first text of its answer. */
  readonly firstText?: LatencySummary;
  /** From a request for a final to the end of its answer. */
  readonly final?: LatencySummary;
  /** Number of failures by error code. */
  readonly failures: Readonly<Record<string, number>>;
  /** What the vendor allows and says is used up. */
  readonly quota?: { readonly unit: string; readonly used: number; readonly limit: number };
  /** What the user allows for each calendar month, and what of it is used up. */
  readonly budget?: { readonly unit: string; readonly used: number; readonly limit: number };
  /** Source text that was sent for drafts of unfinished sentences, and what a minute may have of it; where it costs. */
  readonly drafts?: { readonly characters: number; readonly mostPerMinute: number };
  /** Memory that its models take. */
  readonly memoryBytes?: number;
}

/** How much new sound is heard at once while somebody talks, in milliseconds: more where the computer is busy. */
export interface StepStatus {
  readonly nowMs: number;
  /** The longest one since the start. */
  readonly longestMs: number;
  /** True once it was so long for a while that viewers noticed. */
  readonly wasLong: boolean;
}

/** The engine as a whole, at one moment. */
export interface EngineStatus {
  readonly stages: readonly StageStatus[];
  /** How much heard speech still waits for its final text, in milliseconds. */
  readonly behindMs: number;
  /** By the slowest of the speech models; absent where there are no partials. */
  readonly step?: StepStatus;
  /** By measuring point, such as `speech-end-to-final`. */
  readonly latency: Readonly<Record<string, LatencySummary>>;
  /** Counted losses and corrections, such as `audio-frames-dropped`. */
  readonly counters: Counters;
  /** In the order in which they are asked. */
  readonly translators: readonly TranslatorStatus[];
  /** The newest notices, oldest first. */
  readonly notices: readonly StatusNotice[];
}
