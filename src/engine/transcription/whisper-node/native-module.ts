import { createRequire } from 'node:module';
import path from 'node:path';
import type { WhisperNodeVariant } from './ggml-model.ts';

/** One of the prebuilt binaries. */
export type Variant = Exclude<WhisperNodeVariant, 'auto'>;

/** A part of the text. Where the text is cut at every token, this is one token. */
export interface NativeSegment {
  /** With a character that stands for unreadable bytes where the token ends in the middle of one. */
  readonly text: string;
  /** When it begins and ends, in milliseconds; guessed from the sound where it is a token. */
  readonly t0: number;
  readonly t1: number;
}

/** What the native code gives for one piece of audio. */
export interface NativeResult {
  readonly result: string;
  readonly language?: string;
  readonly segments: readonly NativeSegment[];
  /** True where it was stopped: what is there is a part. */
  readonly isAborted?: boolean;
}

/** A decode that runs. */
export interface NativeDecode {
  readonly promise: Promise<NativeResult>;
  /** Interrupts it between two steps of the computation; its promise then resolves. */
  stop(): Promise<void>;
}

/** Options of a Whisper decode that are used here. */
export interface WhisperDecodeOptions {
  readonly language: string;
  readonly translate: boolean;
  readonly prompt?: string;
  /** 0 for the likeliest token each time; above, tokens are drawn, and from 0.5 on the prompt is left out. */
  readonly temperature: number;
  readonly temperatureInc: 0;
  readonly maxThreads: number;
  readonly tokenTimestamps: true;
  readonly maxLen: 1;
}

export interface ParakeetDecodeOptions {
  readonly maxThreads: number;
}

/** A loaded model. */
export interface NativeContext<Options> {
  /** @param pcm 16-bit mono samples at 16 kHz. */
  transcribeData(pcm: ArrayBuffer, options: Options): NativeDecode;
  release(): Promise<void>;
}

type NativeLogListener = (level: string, text: string) => void;

interface NativeContextClass<Options> {
  new (options: NativeContextOptions): NativeContext<Options>;
  /** The library has one listener for all its parts; while it is on, it keeps the process alive. */
  toggleNativeLog(enable: boolean, listener?: NativeLogListener): void;
}

interface NativeContextOptions {
  readonly filePath: string;
  readonly useGpu: boolean;
  readonly useFlashAttn?: boolean;
}

/** The parts of a whisper.node binary that are used here. */
export interface NativeModule {
  readonly WhisperContext: NativeContextClass<WhisperDecodeOptions>;
  readonly ParakeetContext: NativeContextClass<ParakeetDecodeOptions>;
}

const require = createRequire(import.meta.url);

/**
 * The binary of a variant, if its package is installed. The library's own loader is not used: it goes over to the CPU
 * without saying why, and keeps the first variant for good.
 */
export function findVariant(variant: Variant): string | undefined {
  const suffix = variant === 'default' ? '' : `-${variant}`;
  const name = `@fugood/node-whisper-${process.platform}-${process.arch}${suffix}`;
  try {
    const fromLibrary = createRequire(require.resolve('@fugood/whisper.node'));
    return path.join(path.dirname(fromLibrary.resolve(`${name}/package.json`)), 'index.node');
  } catch {
    // Expected where npm left the optional package out; the caller tells which variants were missing.
    return undefined;
  }
}

/** Loads a binary into this process. Throws what the system's loader says. */
export function loadNativeModule(file: string): NativeModule {
  return require(file) as NativeModule;
}
