import { samplesToMs } from '../../audio/audio-frame.ts';
import type { EngineError } from '../../errors.ts';
import type { RecognitionTask } from '../recognizer.ts';
import type { DecodeKind } from './decode-queue.ts';
import type { PoolJob, PoolWork } from './pool-job.ts';
import type { PooledUtterance } from './pooled-utterance.ts';
import type { RecognizerHost } from './recognizer-host.ts';
import type { TimedHypothesis } from './recognizer-pool.ts';

/** A decode that is asked for. */
interface WantedDecode {
  readonly utterance: PooledUtterance;
  readonly kind: DecodeKind;
  readonly task: RecognitionTask;
  /** Asked when its turn comes; nothing where it is not wanted any more. */
  readonly sampleCount: () => number | undefined;
  readonly resolve: (hypothesis: TimedHypothesis) => void;
  readonly reject: (error: EngineError) => void;
  /** Closing the utterance gives it up as well as the signal. */
  readonly signal: AbortSignal | undefined;
  readonly giveUp: () => void;
}

/** A decode as the pool does it: where its utterance is, which moves to another host where its own has ended. */
export function decodeJob(wanted: WantedDecode): PoolJob {
  const { utterance, kind, signal, sampleCount, reject, giveUp } = wanted;
  return {
    kind,
    sourceId: utterance.sourceId,
    signal: signal ? AbortSignal.any([utterance.signal, signal]) : utterance.signal,
    isOn: (host) => utterance.host === host,
    isHomeless: () => false,
    takes: (host) => utterance.host === host || !utterance.host?.ready,
    begin: (host) => {
      const count = sampleCount();
      if (count === undefined) return undefined;
      if (utterance.host !== host) utterance.attach(host);
      return decodeWork(wanted, count, host);
    },
    reject,
    giveUp,
    attempts: 0,
  };
}

function decodeWork(
  { utterance, kind, task, resolve }: WantedDecode,
  sampleCount: number,
  host: RecognizerHost,
): PoolWork {
  const settledText = task === 'transcribe' ? utterance.settledText : '';
  const formerLanguage = utterance.formerLanguage();
  const options = {
    task,
    final: kind !== 'partial',
    sampleCount,
    settledText,
    ...(formerLanguage === undefined ? {} : { formerLanguage }),
  };
  return {
    audioMs: samplesToMs(sampleCount),
    run: async (limits) => {
      const hypothesis = await host.decode(utterance.id, options, limits);
      return (times) => resolve({ ...hypothesis, ...times });
    },
  };
}
