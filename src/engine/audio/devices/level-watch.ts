import { toDecibels } from '../conditioning/decibels.ts';
import type { PcmFormat } from './audio-backend.ts';
import { LevelBlock } from './level-block.ts';

/** What is wrong with the sound of a microphone. */
export type LevelFinding =
  | { readonly type: 'no-sound'; readonly seconds: number }
  /** `decibels`: level of the loudest tenths of a second, below full scale. */
  | { readonly type: 'too-quiet'; readonly decibels: number }
  | { readonly type: 'clipping' }
  /** `liveChannel` counts from 1. */
  | { readonly type: 'one-channel'; readonly liveChannel: number };

const BLOCKS_PER_SECOND = 10;
const NO_SOUND_SECONDS = 30;
/** The other faults are judged each time over so many seconds. */
const WINDOW_SECONDS = 20;

/** -66 dB: even a good microphone in a silent room is louder; a muted one is not. */
const SILENT_PEAK = 0.0005;
/** One sample in a thousand at full scale: speech that is recorded well has none. */
const CLIPPED_SHARE = 0.001;
/** -46 dB: speech at a usable level is ten times as loud. */
const QUIET_RMS = 0.005;
/** Speech stands out from its pauses by this much; a room in which nobody talks has no such range. */
const SPEECH_RANGE = 4;

/** Listens for faults of a microphone, in media time. Each kind of fault is found once. */
export class LevelWatch {
  readonly #told = new Set<LevelFinding['type']>();
  #format: PcmFormat | undefined;
  #block = new LevelBlock(1);
  #window: LevelBlock[] = [];
  #silentBlocks = 0;

  /** What is found by the end of `samples`, all channels in turns. */
  *push(samples: Float32Array, format: PcmFormat): Generator<LevelFinding, void, undefined> {
    const { channels, sampleRate } = format;
    if (this.#format?.channels !== channels || this.#format.sampleRate !== sampleRate) {
      this.#format = format;
      this.#block = new LevelBlock(channels);
      this.#window = [];
    }
    const blockFrames = Math.round(sampleRate / BLOCKS_PER_SECOND);
    for (let start = 0; start < samples.length;) {
      const end = Math.min(samples.length, start + (blockFrames - this.#block.frames) * channels);
      this.#block.add(samples.subarray(start, end));
      start = end;
      if (this.#block.frames < blockFrames) continue;
      const found = this.#judge(this.#block);
      this.#block = new LevelBlock(channels);
      if (!found || this.#told.has(found.type)) continue;
      this.#told.add(found.type);
      yield found;
    }
  }

  #judge(block: LevelBlock): LevelFinding | undefined {
    this.#silentBlocks = block.peaks.every((peak) => peak < SILENT_PEAK) ? this.#silentBlocks + 1 : 0;
    if (this.#silentBlocks >= NO_SOUND_SECONDS * BLOCKS_PER_SECOND)
      return { type: 'no-sound', seconds: NO_SOUND_SECONDS };
    this.#window.push(block);
    if (this.#window.length < WINDOW_SECONDS * BLOCKS_PER_SECOND) return undefined;
    const window = this.#window;
    this.#window = [];
    return clipping(window) ?? oneChannel(window) ?? tooQuiet(window);
  }
}

function clipping(window: readonly LevelBlock[]): LevelFinding | undefined {
  const samples = window.reduce((sum, { frames, peaks }) => sum + frames * peaks.length, 0);
  const clipped = window.reduce((sum, block) => sum + block.clipped, 0);
  return clipped > samples * CLIPPED_SHARE ? { type: 'clipping' } : undefined;
}

/** A pair of which one channel is dead while the other one carries more than noise. */
function oneChannel(window: readonly LevelBlock[]): LevelFinding | undefined {
  const [left, right, ...more] = (window[0]?.peaks ?? []).map((_, channel) =>
    Math.max(...window.map(({ peaks }) => peaks[channel] ?? 0)),
  );
  if (left === undefined || right === undefined || more.length > 0) return undefined;
  if (Math.min(left, right) >= SILENT_PEAK || Math.max(left, right) < SILENT_PEAK * 20) return undefined;
  return { type: 'one-channel', liveChannel: left > right ? 1 : 2 };
}

function tooQuiet(window: readonly LevelBlock[]): LevelFinding | undefined {
  const levels = window.map(({ rms }) => rms).toSorted((a, b) => a - b);
  const loud = levels[Math.floor(levels.length * 0.95)] ?? 0;
  const floor = levels[Math.floor(levels.length * 0.1)] ?? 0;
  if (loud >= QUIET_RMS || loud < SILENT_PEAK || loud < floor * SPEECH_RANGE) return undefined;
  return { type: 'too-quiet', decibels: toDecibels(loud) };
}
