import { EngineError } from '../../errors.ts';
import { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { Clock } from '../../pipeline/clock.ts';
import { samplesToMs, FRAME_SAMPLES, type AudioFrame } from '../audio-frame.ts';
import type { CaptureSource } from '../../pipeline/capture-source.ts';
import { Framer, type UntimedFrame } from '../framer.ts';

/** Two seconds of sound may wait before the sender is asked to pause; at one second it may go on. */
const PAUSE_FRAMES = 62;
const RESUME_FRAMES = 31;

/** What may still come after the sender was asked to pause: 64 s, far more than one read of a socket holds. */
const MOST_FRAMES = 2000;

interface StreamCaptureOptions {
  readonly name: string;
  readonly clock: Clock;
  /** The sender may go on, after `push` has asked it to pause. */
  readonly onDrained: () => void;
}

/** Sound that a program sends, as a capture source. It waits for slow readers, and tells the sender to. */
export interface StreamCapture extends CaptureSource {
  /** Sound that waits for the reader, in milliseconds. */
  readonly state: { readonly waitingMs: number };
  /** Adds mono samples at 16 kHz. False where the sender should pause until `onDrained`. */
  push(samples: Float32Array): boolean;
  /** No more sound comes: the frames end after what waits. */
  end(): void;
}

/**
 * A capture source for one sender. Media time is the number of samples sent, however long the sender took; a frame counts
 * as captured when its last sample arrived. Its frames can be read once.
 */
export function createStreamCapture({ name, clock, onDrained }: StreamCaptureOptions): StreamCapture {
  const framer = new Framer();
  const channel = new BoundedChannel<AudioFrame>({ capacity: MOST_FRAMES, whenFull: 'refuse' });
  let asked = false;
  let ended = false;

  function add(frames: Iterable<UntimedFrame>): void {
    const capturedAtMs = clock.nowMs();
    for (const frame of frames) channel.push({ ...frame, capturedAtMs });
  }

  return {
    name,
    live: false,
    get state() {
      return { waitingMs: samplesToMs(channel.size * FRAME_SAMPLES) };
    },
    push(samples) {
      if (ended) throw new EngineError('internal', 'Sound was sent after its end.', { stage: 'capture' });
      add(framer.push(samples));
      asked ||= channel.size >= PAUSE_FRAMES;
      return !asked;
    },
    end() {
      if (ended) return;
      ended = true;
      add(framer.flush());
      channel.close();
    },
    frames: async function* (signal) {
      for await (const frame of channel.read(signal)) {
        if (asked && channel.size <= RESUME_FRAMES) {
          asked = false;
          onDrained();
        }
        yield frame;
      }
    },
  };
}
