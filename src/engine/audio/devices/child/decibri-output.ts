import type { NativeOutput } from './audio-library.ts';

/** What is used of a speaker of decibri. */
export interface Speaker {
  writeAsync(bytes: Uint8Array): Promise<void>;
  drainAsync(): Promise<void>;
  stop(): void;
}

interface OutputOptions {
  readonly open: () => Speaker;
  readonly bytesPerMs: number;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
}

/** Where the PC is busy, decibri drops some of the end of what it plays. */
const TAIL_MS = 200;

/**
 * A speaker that goes on where decibri gives one up, because the PC was too busy for a moment: the device is fine, and
 * opens again at once. What waited in the former speaker, most of a second, is played by the new one.
 */
export function decibriOutput({ open, bytesPerMs, nowMs }: OutputOptions): NativeOutput {
  let speaker = open();
  /** What the speaker was given, without what it has surely played, and when it began. */
  let given: Uint8Array[] = [];
  let playedBytes = 0;
  let beganAtMs: number | undefined;

  /** A speaker plays in real time, from its first sound on. */
  function forgetPlayed(): void {
    const heardBytes = beganAtMs === undefined ? 0 : (nowMs() - beganAtMs) * bytesPerMs;
    for (let [first] = given; first && playedBytes + first.length <= heardBytes; [first] = given) {
      playedBytes += first.length;
      given.shift();
    }
  }

  async function give(bytes: Uint8Array): Promise<void> {
    await speaker.writeAsync(bytes);
    beganAtMs ??= nowMs();
    given.push(bytes);
    forgetPlayed();
  }

  async function write(bytes: Uint8Array): Promise<void> {
    // The memory of the caller is used again.
    let waiting = [bytes.slice()];
    for (;;) {
      try {
        for (let [next] = waiting; next; [next] = waiting) {
          await give(next);
          waiting.shift();
        }
        return;
      } catch (error) {
        if (!isHiccup(error)) throw error;
        forgetPlayed();
        waiting = [...given, ...waiting];
        speaker.stop();
        speaker = open();
        [given, playedBytes, beganAtMs] = [[], 0, undefined];
      }
    }
  }

  return {
    needsSilence: false,
    write,
    finish: async () => {
      await write(new Uint8Array(Math.round(TAIL_MS * bytesPerMs)));
      await speaker.drainAsync();
      speaker.stop();
    },
  };
}

/** decibri gives a stream up when the PC was too busy for a moment. */
export function isHiccup(error: unknown): boolean {
  return error instanceof Error && /underrun|overrun/iu.test(error.message);
}
