import type { InstallProgress } from '../engine/models/install-model.ts';
import { downloadBytes, type ModelEntry } from '../engine/models/model-entry.ts';
import { megabytes } from './model-sizes.ts';
import { CLEAR_LINE, print, printable, printLine } from './print.ts';
import type { Terminal } from './terminal.ts';

/** How often the line of a terminal is drawn anew, in milliseconds. */
const DRAW_EVERY_MS = 100;

/** The speed is that of so long, in milliseconds: long enough to be read, short enough to be of now. */
const SPEED_OF_MS = 5000;

/** Before that the speed of the start says nothing, in milliseconds. */
const SPEED_FROM_MS = 1000;

interface ProgressLine {
  readonly show: (progress: InstallProgress) => void;
  /** Leaves the line. */
  readonly end: () => void;
}

/**
 * Shows how far a download is: on a terminal in one line that changes, elsewhere as one plain line at its beginning.
 * @param nowMs a clock in milliseconds, from any beginning.
 */
export function showProgress(
  stdout: Terminal['stdout'],
  entry: ModelEntry,
  nowMs: () => number = () => performance.now(),
): ProgressLine {
  if (stdout.isTTY !== true) {
    const bytes = downloadBytes(entry);
    printLine(stdout, `${entry.id}: ${bytes === 0 ? 'of unknown size' : `${megabytes(bytes)} MB`}`);
    return { show: () => undefined, end: () => undefined };
  }
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  const pace = new Pace();
  return {
    show: (progress) => {
      const now = nowMs();
      pace.add(now, progress);
      if (now - drawnAtMs < DRAW_EVERY_MS) return;
      drawnAtMs = now;
      print(stdout, printable`${CLEAR_LINE}${lineOf(progress, pace.bytesPerSecond)}`);
    },
    end: () => print(stdout, CLEAR_LINE),
  };
}

function lineOf({ id, step, receivedBytes, totalBytes }: InstallProgress, speed: number | undefined): string {
  const share = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
  const what = step === 'unpack' ? `${id}, unpacking` : id;
  const pace = speed === undefined || step === 'unpack' ? '' : `, ${megabytes(speed)} MB/s`;
  const left = speed === undefined || totalBytes === undefined ? '' : leftOf((totalBytes - receivedBytes) / speed);
  return `${what}: ${megabytes(receivedBytes)}${share} MB${pace}${left}`;
}

function leftOf(seconds: number): string {
  if (!Number.isFinite(seconds)) return '';
  if (seconds < 60) return `, ${Math.ceil(seconds)} s left`;
  return seconds < 3600 ? `, ${Math.ceil(seconds / 60)} min left` : `, ${(seconds / 3600).toFixed(1)} h left`;
}

/** The speed of the last seconds. What was there before a resumed download counts for nothing. */
class Pace {
  #step: InstallProgress['step'] | undefined;
  #points: { readonly atMs: number; readonly bytes: number }[] = [];

  add(atMs: number, { step, receivedBytes: bytes }: InstallProgress): void {
    // A download that began anew goes back.
    if (step !== this.#step || bytes < (this.#points.at(-1)?.bytes ?? 0)) this.#points = [];
    this.#step = step;
    this.#points.push({ atMs, bytes });
    while (this.#points.length > 2 && atMs - (this.#points[1]?.atMs ?? atMs) > SPEED_OF_MS) this.#points.shift();
  }

  get bytesPerSecond(): number | undefined {
    const [first] = this.#points;
    const last = this.#points.at(-1);
    if (!first || !last || last.atMs - first.atMs < SPEED_FROM_MS) return undefined;
    return ((last.bytes - first.bytes) / (last.atMs - first.atMs)) * 1000;
  }
}
