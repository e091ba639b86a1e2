import type { BoundedChannel } from '../../pipeline/bounded-channel.ts';
import type { AudioFrame } from '../audio-frame.ts';
import type { CaptureSource } from '../../pipeline/capture-source.ts';

interface BrowserCaptureOptions {
  readonly name: string;
  /** Gives a channel with the frames from now on, which ends with the session. */
  readonly open: () => BoundedChannel<AudioFrame>;
  /** The channel is read no more. */
  readonly close: (channel: BoundedChannel<AudioFrame>) => void;
}

/**
 * One page that sends sound, as a capture source. It ends when the session does. It can be read again, from the sound of
 * that moment on; each reading has its own media time from 0. Where two read at once, the earlier one ends.
 */
export function createBrowserCapture({ name, open, close }: BrowserCaptureOptions): CaptureSource {
  return {
    name,
    live: true,
    frames: async function* (signal) {
      const channel = open();
      let firstSample: number | undefined;
      try {
        for await (const frame of channel.read(signal)) {
          firstSample ??= frame.startSample;
          yield { ...frame, startSample: frame.startSample - firstSample };
        }
      } finally {
        close(channel);
      }
    },
  };
}
