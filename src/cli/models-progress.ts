import type { InstallProgress } from '../engine/models/install-translation-model.ts';
import { bytesOf, type CataloguePair } from '../engine/models/translation-catalogue.ts';
import { CLEAR_LINE, print, printable, printLine } from './print.ts';
import type { Terminal } from './terminal.ts';

/** How often the line of a terminal is drawn anew, in milliseconds. */
const DRAW_EVERY_MS = 100;

interface ProgressLine {
  readonly show: (progress: InstallProgress) => void;
  /** Leaves the line. */
  readonly end: () => void;
}

/** Shows how far a download is: on a terminal in one line that changes, elsewhere as one plain line at its beginning. */
export function showProgress(stdout: Terminal['stdout'], wanted: CataloguePair): ProgressLine {
  if (stdout.isTTY !== true) {
    const bytes = bytesOf(wanted);
    printLine(stdout, `${wanted.pair}: ${bytes === 0 ? 'of unknown size' : `${megabytes(bytes)} MB`}`);
    return { show: () => undefined, end: () => undefined };
  }
  let drawnAtMs = Number.NEGATIVE_INFINITY;
  return {
    show: ({ pair, receivedBytes, totalBytes }) => {
      if (performance.now() - drawnAtMs < DRAW_EVERY_MS) return;
      drawnAtMs = performance.now();
      const share = totalBytes === undefined ? '' : ` of ${megabytes(totalBytes)}`;
      print(stdout, printable`${CLEAR_LINE}${pair}: ${megabytes(receivedBytes)}${share} MB`);
    },
    end: () => print(stdout, CLEAR_LINE),
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
