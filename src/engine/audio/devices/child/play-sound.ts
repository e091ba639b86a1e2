import type { Readable } from 'node:stream';
import type { NativeOutput } from './audio-library.ts';

/**
 * How long a pause may be a hiccup of the sender, in milliseconds: less than what waits in the library. Then it is
 * filled with silence.
 */
const HICCUP_MS = 60;

/** Plays what comes through `sound` until it ends. @param pieceBytes size of the pieces in which it is written. */
export async function playSound(sound: Readable, output: NativeOutput, pieceBytes: number): Promise<void> {
  const silence = new Uint8Array(pieceBytes);
  const state = { ended: false };
  let wake = (): void => undefined;
  sound.on('readable', () => wake());
  sound.once('end', () => {
    state.ended = true;
    wake();
  });
  // True where something came within the time.
  const more = (limitMs: number): Promise<boolean> =>
    new Promise((resolve) => {
      const timer = Number.isFinite(limitMs) ? setTimeout(() => resolve(false), limitMs) : undefined;
      wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  let patienceMs = 0;
  for (;;) {
    const piece = (sound.read(pieceBytes) ?? (patienceMs === 0 ? sound.read() : null)) as Uint8Array | null;
    if (piece !== null) {
      await output.write(piece);
      patienceMs = HICCUP_MS;
    } else if (state.ended) {
      break;
    } else if (patienceMs === 0 && output.needsSilence) {
      await output.write(silence);
    } else if (!(await more(patienceMs || Number.POSITIVE_INFINITY))) {
      patienceMs = 0;
    }
  }
  await output.finish();
}
