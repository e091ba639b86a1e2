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

  /**
   * Opens another speaker. Gives back what the former one has not played.
   * @throws `error` where that is no hiccup, or of a speaker that took nothing: another one would not either.
   */
  function reopened(error: unknown): Uint8Array[] {
    if (!isHiccup(error) || beganAtMs === undefined) throw error;
    forgetPlayed();
    const lost = given;
    speaker.stop();
    speaker = open();
    [given, playedBytes, beganAtMs] = [[], 0, undefined];
    return lost;
  }

  async function giveAll(pieces: readonly Uint8Array[]): Promise<void> {
    let waiting = [...pieces];
    while (waiting[0]) {
      try {
        await give(waiting[0]);
        waiting.shift();
      } catch (error) {
        waiting = [...reopened(error), ...waiting];
      }
    }
  }

  async function drain(): Promise<void> {
    for (;;) {
      try {
        await speaker.drainAsync();
        return;
      } catch (error) {
        const rest = reopened(error);
        if (rest.length === 0) return;
        await giveAll(rest);
      }
    }
  }

  return {
    needsSilence: false,
    // Copied, because the memory of the caller is used again.
    write: (bytes) => giveAll([bytes.slice()]),
    finish: async () => {
      await giveAll([new Uint8Array(Math.round(TAIL_MS * bytesPerMs))]);
      await drain();
      speaker.stop();
    },
  };
}

/** decibri gives a stream up when the PC was too busy for a moment. */
export function isHiccup(error: unknown): boolean {
  return error instanceof Error && /underrun|overrun/iu.test(error.message);
}
