import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../pipeline/clock.ts';
import type { Child } from '../../pipeline/supervised/child.ts';
import { endChild } from '../../pipeline/supervised/end-child.ts';
import { processChild } from '../../pipeline/supervised/process-child.ts';
import { isAboutPictures } from './ffmpeg-faults.ts';

/** A damaged film fills megabytes. The first complaints tell what is wrong, or else the last ones, when it gives up. */
const MOST_LINES = 20;
const MOST_LINE = 500;

/** All that ffmpeg needs of ours; some of the rest would make it write reports. */
const NEEDED_VARIABLES = /^(?:PATH|LD_LIBRARY_PATH|DYLD_.*|SYSTEMROOT|TEMP|TMP|TMPDIR)$/iu;

interface FfmpegOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** What it reads from its standard input, if it does. */
  readonly input: AsyncIterable<Uint8Array> | undefined;
  readonly clock: Clock;
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/** One run of ffmpeg. It goes on as fast as its output is read. Call `end` when done. */
export class FfmpegProcess {
  readonly #clock: Clock;
  readonly #child: Child;
  readonly #sound: Readable;
  /** It is gone, and all that it wrote is read. */
  readonly #closed: Promise<void>;
  #failure: Error | undefined;
  readonly #said: string[] = [];
  #line = '';

  constructor({ program, args, input, clock, signal }: FfmpegOptions) {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED_VARIABLES.test(name)));
    const child = spawn(program, args, { stdio: [stdin, 'pipe', 'pipe'], env, windowsHide: true, shell: false });
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error('A process was started without its pipes.');
    this.#clock = clock;
    this.#sound = stdout;
    this.#child = processChild(child, { clock });
    stderr.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    const onAbort = (): void => void this.end();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    this.#closed = new Promise((resolve) => {
      child.once('error', (error) => (this.#failure = error));
      child.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
    });
    // It may have heard enough, or have failed: its end tells which.
    if (input !== undefined && child.stdin) {
      pipeline(Readable.from(input, { objectMode: false }), child.stdin).catch(() => undefined);
    }
  }

  /** What it writes, up to its end. */
  async *output(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* this.#sound as AsyncIterable<Uint8Array>;
    await this.#closed;
  }

  /** Ends it, wherever it is, and waits until it is gone. */
  async end(): Promise<void> {
    await endChild(this.#child, { clock: this.#clock, patienceMs: 0 });
  }

  /** Why it could not be started; undefined where it could. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** What it complained about, other than pictures: the first and the last lines of its standard error. */
  get said(): readonly string[] {
    return this.#said;
  }

  #hear(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = (lines.pop() ?? '').slice(0, MOST_LINE);
    for (const line of lines) {
      if (line.trim() === '' || isAboutPictures(line)) continue;
      if (this.#said.length === MOST_LINES) this.#said.splice(MOST_LINES / 2, 1);
      this.#said.push(line.slice(0, MOST_LINE));
    }
  }
}
