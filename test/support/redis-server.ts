import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { eventually } from '../../src/testing/eventually.ts';
import { freePort } from './obs/free-port.ts';

/** Why Redis cannot be started here, with what would help; undefined where it can. */
export function redisMissing(): string | undefined {
  const { error } = spawnSync('redis-server', ['--version']);
  return error ? 'redis-server is not installed. Try: apt-get install -y redis-server' : undefined;
}

interface RedisOptions {
  readonly password?: string;
  /** True where it keeps what it has over a restart; nothing is kept when absent. */
  readonly keeps?: boolean;
}

/** A Redis of a test, on a free port of this machine. */
export class RedisServer implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #options: RedisOptions;
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, options: RedisOptions) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
  }

  static async start(options: RedisOptions = {}): Promise<RedisServer> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'overlingo-redis-'));
    const server = new RedisServer(await freePort(), folder, options);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}/0`;
  }

  async start(): Promise<void> {
    const { password, keeps = false } = this.#options;
    const settings = [
      ...['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.#folder, '--save', ''],
      ...(keeps ? ['--appendonly', 'yes', '--appendfsync', 'always'] : []),
      ...(password === undefined ? [] : ['--requirepass', password]),
    ];
    const started = spawn('redis-server', settings, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#process = started;
    let told = '';
    started.stdout.on('data', (data: Buffer) => (told += data.toString()));
    await eventually(() => {
      if (!told.includes('Ready to accept connections')) throw new Error('Redis has not started.');
    }, 10_000);
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    const ended = this.#process;
    if (ended?.exitCode !== null || ended.signalCode !== null) return;
    ended.kill('SIGKILL');
    await once(ended, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
