import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { blocks, field } from './pactl-text.ts';
import { runCommand } from './run-command.ts';

interface ReaderOptions {
  /** The process that reads the source, by whatever library. */
  readonly child: ChildProcess;
  /** What it hears: before the first sound, the server may not know of its stream. */
  readonly sound: Readable;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The source of PulseAudio or PipeWire that a process began to read. When a device goes, the server moves its streams to
 * another one, and tells only those who ask.
 */
export class ReadSource {
  readonly #env: NodeJS.ProcessEnv;
  /** Number of the source, which is never given to another one; undefined where no sound server is in between. */
  readonly #source: Promise<string | undefined>;

  constructor({ child, sound, env }: ReaderOptions) {
    // What pactl prints is read, and must not be translated.
    this.#env = { ...env, LC_ALL: 'C' };
    this.#source = new Promise((resolve) => {
      sound.once('data', () => resolve(this.#sourceOf(child.pid)));
      sound.once('close', () => resolve(undefined));
    });
  }

  /** True where the server says that there is no such source any more. */
  async isGone(signal: AbortSignal): Promise<boolean> {
    const source = await this.#source;
    if (source === undefined) return false;
    const listing = await runCommand('pactl', ['list', 'short', 'sources'], this.#env, signal);
    return listing.ended === 'well' && !listing.output.split('\n').some((line) => line.split('\t')[0] === source);
  }

  async #sourceOf(pid: number | undefined): Promise<string | undefined> {
    if (process.platform !== 'linux' || pid === undefined) return undefined;
    const listing = await runCommand('pactl', ['list', 'source-outputs'], this.#env);
    if (listing.ended !== 'well') return undefined;
    const own = blocks(listing.output).find((block) => block.includes(`application.process.id = "${pid}"`));
    return own && field(own, 'Source');
  }
}
