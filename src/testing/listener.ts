import type { Recognizer } from '../engine/transcription/recognizer.ts';
import type { StreamText } from '../engine/transcription/streaming-recognizer.ts';

/** What is listened to. */
interface ListenOptions {
  /** BCP-47 tag, or `auto`. */
  readonly language: string;
  readonly candidates?: readonly string[];
  readonly formerLanguage?: string;
}

/** What was heard so far. */
interface Heard {
  readonly text: string;
  readonly language: string;
  readonly endedByLength: boolean;
}

/** One utterance in a recogniser, of whichever shape that is. */
export interface Listener {
  push(samples: Float32Array): Promise<void>;
  /** What was said so far. */
  hear(): Promise<Heard>;
  /** What was said, when there is no more sound. */
  finish(): Promise<Heard>;
  close(): void;
}

/** How many utterances a recogniser can have open at once. */
export function mostListeners({ info }: Recognizer): number {
  return info.streaming?.openStreams ?? Number.POSITIVE_INFINITY;
}

/** Opens an utterance in a recogniser. */
export function listenTo(recognizer: Recognizer, options: ListenOptions): Listener {
  const { language, candidates, formerLanguage } = options;
  const spoken = { language, ...(candidates ? { candidates } : {}), prompt: '' };
  if ('openStream' in recognizer) {
    const before = formerLanguage === undefined ? {} : { before: { language: formerLanguage, text: '' } };
    const session = recognizer.openStream({ ...spoken, ...before });
    return {
      push: async (samples) => {
        await session.feed(samples);
      },
      hear: async () => heardIn(await session.feed(new Float32Array(0))),
      finish: async () => heardIn(await session.finish()),
      close: () => session.close(),
    };
  }
  const session = recognizer.open(spoken);
  let sampleCount = 0;
  const decode = (final: boolean): Promise<Heard> =>
    session.decode({
      task: 'transcribe',
      final,
      sampleCount,
      ...(formerLanguage === undefined ? {} : { formerLanguage }),
    });
  return {
    push: (samples) => {
      session.push(samples);
      sampleCount += samples.length;
      return Promise.resolve();
    },
    hear: () => decode(false),
    finish: () => decode(true),
    close: () => session.close(),
  };
}

function heardIn({ committed, tentative, language }: StreamText): Heard {
  return { text: (committed + tentative).trim(), language, endedByLength: false };
}
