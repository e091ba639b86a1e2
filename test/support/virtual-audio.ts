import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { isAlive } from '../../src/testing/processes.ts';
import { eventually } from '../../src/testing/eventually.ts';
import { writeVirtualAudioConfig } from './virtual-audio-config.ts';

const run = promisify(execFile);

const PROGRAMS = ['pulseaudio', 'pactl', 'parec', 'pacat'];
const INSTALL = 'apt-get install -y --no-install-recommends pulseaudio pulseaudio-utils libasound2-plugins';

/** What has to be installed before a virtual sound card can be had; undefined where nothing is missing. */
export function virtualAudioMissing(): string | undefined {
  if (process.platform !== 'linux') return 'runs on Linux only';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const isThere = (program: string): boolean => folders.some((folder) => existsSync(path.join(folder, program)));
  return PROGRAMS.every(isThere) ? undefined : INSTALL;
}

/**
 * A sound card without hardware: a PulseAudio server of its own, with a configuration, a socket and an ALSA
 * configuration in a folder of its own. Nothing of the user's sound is touched.
 */
export class VirtualAudio implements AsyncDisposable {
  /** Environment in which programs meet this sound card and no other. */
  readonly env: NodeJS.ProcessEnv;
  readonly #folder: string;
  readonly #config: string;
  #server: ChildProcess | undefined;

  private constructor(folder: string, config: string) {
    this.#folder = folder;
    this.#config = config;
    this.env = {
      ...process.env,
      PULSE_SERVER: `unix:${folder}/socket`,
      PULSE_COOKIE: `${folder}/cookie`,
      XDG_RUNTIME_DIR: folder,
      ALSA_CONFIG_PATH: `${folder}/asound.conf`,
    };
  }

  static async start(): Promise<VirtualAudio> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-audio-'));
    const audio = new VirtualAudio(folder, await writeVirtualAudioConfig(folder));
    await audio.startServer();
    return audio;
  }

  /** Process id of the sound server. */
  get serverPid(): number {
    return this.#server?.pid ?? 0;
  }

  async startServer(): Promise<void> {
    const args = ['-n', '-F', this.#config, '--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no'];
    const quiet = ['--disable-shm=yes', '--realtime=no', '--high-priority=no', '--log-level=error'];
    const folders = { HOME: this.#folder, PULSE_STATE_PATH: this.#folder, PULSE_RUNTIME_PATH: this.#folder };
    const server = spawn('pulseaudio', [...args, ...quiet], {
      env: { ...this.env, ...folders },
      stdio: 'ignore',
    });
    this.#server = server;
    await eventually(() => this.pactl('get-default-source'));
  }

  /** Ends the server as a crash would. */
  async killServer(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server?.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
    await rm(`${this.#folder}/socket`, { force: true });
  }

  /** Runs `pactl` against this server, and returns what it prints. */
  async pactl(...args: readonly string[]): Promise<string> {
    const { stdout } = await run('pactl', args, { env: this.env });
    return stdout.trim();
  }

  /** Plays mono sound at 16 kHz on a sink, and resolves when it was played. */
  async play(sink: string, samples: Float32Array): Promise<void> {
    // Much waits in the server, so that a busy machine makes no gaps.
    const format = ['--raw', '--format=float32le', '--rate=16000', '--channels=1', '--latency-msec=400'];
    const player = spawn('pacat', ['--playback', `--device=${sink}`, ...format], {
      env: this.env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // The player may go with its server.
    player.stdin.on('error', () => undefined);
    player.stdin.end(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
    await once(player, 'exit');
  }

  /** Records a source as mono sound at 16 kHz until `done` resolves. */
  async record(source: string, done: () => Promise<void>): Promise<Float32Array> {
    const format = ['--raw', '--format=float32le', '--rate=16000', '--channels=1', '--latency-msec=20'];
    const recorder = spawn('parec', [`--device=${source}`, ...format], {
      env: this.env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pieces: Buffer[] = [];
    recorder.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    const closed = once(recorder, 'close');
    try {
      await eventually(() => {
        if (pieces.length === 0) throw new Error('no sound yet');
      });
      await done();
    } finally {
      recorder.kill('SIGKILL');
      await closed;
    }
    const bytes = new Uint8Array(Buffer.concat(pieces));
    return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
  }

  /** Processes that talk, or talked, to this sound card, but for the server. @param command part of their command. */
  clients(command = ''): number[] {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== this.#server?.pid && pid !== process.pid)
      .filter((pid) => isAlive(pid) && read(pid, 'environ').includes(`${this.#folder}/socket`))
      .filter((pid) => read(pid, 'cmdline').includes(command));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.killServer();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Files, pipes and sockets that this process has open. */
export function openFiles(): number {
  const isOpen = (name: string): boolean => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`) !== '';
    } catch {
      return false;
    }
  };
  return readdirSync('/proc/self/fd').filter(isOpen).length;
}

/** Sends a signal to a process that this test started. */
export function signalProcess(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) throw new Error('There is no such process.');
  execFileSync('kill', [`-${signal.slice(3)}`, String(pid)]);
}

function read(pid: number, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
