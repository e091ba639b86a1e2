import type { CaptureSource } from '../../pipeline/capture-source.ts';

/** The sound of one guest, on its way into the engine. How sound gets into it is a matter of the wire. */
export interface GuestSound extends CaptureSource {
  /** What became of the sound so far, in numbers. */
  readonly state: Readonly<Record<string, number>>;
  /** No more sound comes: the frames end after what waits. May be called again. */
  end(): void;
}
