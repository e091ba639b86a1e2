import { msToSamples, samplesToMs } from '../../audio/audio-frame.ts';
import type { Logger } from '../../log.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { RecognizerHost } from '../host/recognizer-host.ts';
import type { RecognizerInfo } from '../recognizer.ts';
import { wordErrorRate } from '../text/word-errors.ts';
import { isFitting, type Measure } from './measure.ts';
import { MeasuredHost } from './measured-host.ts';
import { soundPieces, withoutBeginning } from './sound-pieces.ts';

/** Finals of a clip are given up after so long: enough is known of the speed then. */
const LONGEST_FINALS_MS = 30_000;

const WARMING_SAMPLES = msToSamples(2000);

/** A recording of which it is known what is said. */
export interface MeasuredClip {
  /** Primary language subtag. */
  readonly language: string;
  readonly text: string;
  /** Mono, 16 kHz. */
  readonly samples: Float32Array;
}

interface MeasureOptions {
  /** JavaScript file of the host process, URL of the module of the recogniser, and plain data for it. */
  readonly entry: string;
  readonly module: string;
  readonly config: object;
  /** Name of the recogniser. */
  readonly recognizer: string;
  /** The first one in a language that the model knows is timed; the others are heard where there is time for it. */
  readonly clips: readonly MeasuredClip[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/**
 * Loads a model in a host process of its own, and times it with recordings.
 * @throws EngineError where it does not load or fails; the reason of the signal where that aborts.
 */
export async function measureRecognizer(options: MeasureOptions): Promise<Measure> {
  const { signal, clock } = options;
  signal.throwIfAborted();
  const startMs = clock.nowMs();
  const host = new RecognizerHost({ ...options, onLost: () => undefined });
  const stop = (): void => host.stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const info = await host.load();
    const loadMs = clock.nowMs() - startMs;
    const measured = new MeasuredHost(host, info.streaming !== undefined, options);
    const { recognizer, clips } = options;
    const { library, device } = info;
    const times = await listen(measured, known(clips, info));
    return { recognizer, library, device, loadMs, ...times, peakBytes: await measured.peakMemory() };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

type Times = Pick<Measure, 'stepMs' | 'firstTextMs' | 'stepShare' | 'finalShare' | 'wordErrors'>;

async function listen(measured: MeasuredHost, [clip, ...others]: readonly MeasuredClip[]): Promise<Times> {
  const { stepMs } = measured;
  if (!clip) return { stepMs, stepShare: 0, finalShare: 0, wordErrors: {} };
  const [begin = clip.samples] = soundPieces(clip.samples);
  // Memory is taken and programs are compiled at first use, which is no part of the speed.
  await measured.whole(begin.subarray(0, WARMING_SAMPLES), clip.language);
  const { firstTextMs, stepShare } = await measured.live(withoutBeginning(begin), clip.language);
  // What is too slow is of no use however right it is, and whoever waits has better things to do.
  const isTooSlow = !isFitting({ stepShare, finalShare: 0 });
  const { finalShare, errors } = await finals(measured, clip, isTooSlow ? 1 : Infinity);
  const wordErrors: Record<string, number> = errors === undefined ? {} : { [clip.language]: errors };
  for (const other of isFitting({ stepShare, finalShare }) ? others : []) {
    const { errors: found } = await finals(measured, other);
    if (found !== undefined) wordErrors[other.language] = found;
  }
  return { stepMs, ...(firstTextMs === undefined ? {} : { firstTextMs }), stepShare, finalShare, wordErrors };
}

/** @param most so many pieces of the clip are heard. */
async function finals(measured: MeasuredHost, { samples, language, text }: MeasuredClip, most = Infinity) {
  const heard: string[] = [];
  let [spentMs, heardMs] = [0, 0];
  const pieces = soundPieces(samples);
  for (const piece of pieces) {
    const { text: said, tookMs } = await measured.whole(piece, language);
    heard.push(said);
    spentMs += tookMs;
    heardMs += samplesToMs(piece.length);
    if (heard.length >= most || spentMs > LONGEST_FINALS_MS) break;
  }
  const errors = heard.length === pieces.length ? wordErrorRate(text, heard.join(' ')) : undefined;
  return { finalShare: heardMs === 0 ? 0 : spentMs / heardMs, errors };
}

/** Where the model knows none of the languages, one all the same: its speed is to be known. */
function known(
  clips: readonly MeasuredClip[],
  { capabilities: { languages } }: RecognizerInfo,
): readonly MeasuredClip[] {
  const fitting = clips.filter(({ language }) => languages === 'any' || languages.includes(language));
  return fitting.length > 0 ? fitting : clips.slice(0, 1);
}
