import { spawn, type ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { endProcess } from '../devices/end-process.ts';
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
  /** Ends it at once. */
  readonly signal: AbortSignal;
}

/** One run of ffmpeg. It goes on as fast as its output is read. Call `end` when done. */
export class FfmpegProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #failure: Error | undefined;
  readonly #said: string[] = [];
  #line = '';

  constructor({ program, args, input, signal }: FfmpegOptions) {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED_VARIABLES.test(name)));
    this.#child = spawn(program, args, { stdio: [stdin, 'pipe', 'pipe'], env, windowsHide: true, shell: false });
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => this.#hear(text));
    const onAbort = (): void => void this.end();
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => (this.#failure = error));
      this.#child.once('close', () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      });
    });
    if (input !== undefined && this.#child.stdin) {
      // It may have heard enough, or have failed: its end tells which.
      pipeline(Readable.from(input, { objectMode: false }), this.#child.stdin).catch(() => undefined);
    }
  }

  /** What it writes, up to its end. */
  async *output(): AsyncGenerator<Uint8Array, void, undefined> {
    const { stdout } = this.#child;
    if (stdout) yield* stdout as AsyncIterable<Uint8Array>;
    await this.#ended;
  }

  /** Ends it, wherever it is, and waits until it is gone. */
  async end(): Promise<void> {
    await endProcess(this.#child);
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
