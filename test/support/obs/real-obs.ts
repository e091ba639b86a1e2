import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { OBSWebSocket } from 'obs-websocket-js/json';
import { eventually } from '../../../src/testing/eventually.ts';
import { freePort } from './free-port.ts';
import { writeObsFiles } from './obs-files.ts';

const PROGRAMS = ['obs', 'Xvfb'];
const INSTALL = 'apt-get install -y --no-install-recommends obs-studio obs-plugins xvfb';

/** What has to be installed before a real OBS can be had; undefined where nothing is missing. */
export function obsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'runs on Linux only';
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const isThere = (program: string): boolean => folders.some((folder) => existsSync(path.join(folder, program)));
  return PROGRAMS.every(isThere) ? undefined : INSTALL;
}

interface Screen {
  readonly process: ChildProcess;
  readonly name: string;
}

interface RealObsOptions {
  /** Yes when absent: with a stand-in that keeps settings and draws nothing. */
  readonly browserSource?: boolean;
  /** More of its environment, such as a sound server. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** A whole OBS without a screen, with a home folder of its own. Nothing of the user's OBS is touched. */
export class RealObs implements AsyncDisposable {
  readonly port: number;
  readonly password = 'of the tests 1';
  readonly home: string;
  readonly #screen: ChildProcess;
  readonly #env: NodeJS.ProcessEnv;
  #obs: ChildProcess | undefined;
  #log = '';

  private constructor(
    home: string,
    port: number,
    { screen, environment }: { readonly screen: Screen; readonly environment: NodeJS.ProcessEnv },
  ) {
    this.home = home;
    this.port = port;
    this.#screen = screen.process;
    this.#env = {
      ...{ PATH: process.env['PATH'], LANG: 'C.UTF-8', DISPLAY: screen.name, QT_QPA_PLATFORM: 'xcb' },
      ...{ HOME: home, XDG_CONFIG_HOME: path.join(home, '.config'), XDG_RUNTIME_DIR: path.join(home, 'run') },
      // Drawn by the processor, with one thread.
      ...{ LIBGL_ALWAYS_SOFTWARE: '1', GALLIUM_DRIVER: 'llvmpipe', LP_NUM_THREADS: '1' },
      ...environment,
    };
  }

  /** Gets all ready, and does not start OBS yet. */
  static async prepare({ browserSource = true, environment = {} }: RealObsOptions = {}): Promise<RealObs> {
    const home = await mkdtemp(path.join(os.tmpdir(), 'overlingo-obs-'));
    await mkdir(path.join(home, 'run'), { mode: 0o700 });
    const obs = new RealObs(home, await freePort(), { screen: await startScreen(), environment });
    const canvas = { width: 640, height: 360 };
    await writeObsFiles({ home, port: obs.port, password: obs.password, canvas, browserSource });
    return obs;
  }

  static async start(options?: RealObsOptions): Promise<RealObs> {
    const obs = await RealObs.prepare(options);
    await obs.start();
    return obs;
  }

  /** Where the settings of Overlingo find it. */
  get settings(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  /** What sources and scripts have told, oldest first: `loads URL`, `refreshes URL`. */
  get pages(): readonly string[] {
    return [...this.#log.matchAll(/overlingo-test \d+ (.*)/gu)].map(([, told = '']) => told);
  }

  /** Starts OBS, and resolves once it has loaded. */
  async start(): Promise<void> {
    const args = ['--multi', '--disable-updater', '--disable-missing-files-check', '--disable-shutdown-check'];
    const obs = spawn('obs', args, { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [obs.stdout, obs.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.#log += text));
    }
    this.#obs = obs;
    await eventually(async () => {
      if (obs.exitCode !== null) throw new Error(`OBS has ended: ${this.#log.slice(-2000)}`);
      // An open port is no sign: newer versions listen before they have loaded.
      await this.with((client) => client.call('GetSceneList'));
    }, 40_000);
  }

  /** Does something in OBS beside Overlingo, as the streamer would. */
  async with<T>(work: (client: OBSWebSocket) => Promise<T>): Promise<T> {
    const client = new OBSWebSocket();
    try {
      await client.connect(`ws://127.0.0.1:${this.port}`, this.password);
      return await work(client);
    } finally {
      await client.disconnect();
    }
  }

  /** Sends it a signal: `SIGSTOP` freezes it, `SIGKILL` is a crash, `SIGINT` ends it as its menu does. */
  signal(signal: NodeJS.Signals): void {
    this.#obs?.kill(signal);
  }

  /** Ends it. Resolves once it is gone. */
  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const obs = this.#obs;
    this.#obs = undefined;
    if (obs?.exitCode !== null || obs.signalCode !== null) return;
    const gone = once(obs, 'exit');
    obs.kill('SIGCONT');
    obs.kill(signal);
    await gone;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    this.#screen.kill('SIGKILL');
    await rm(this.home, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A screen that nobody sees. It chooses its name itself. */
async function startScreen(): Promise<Screen> {
  const args = ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'];
  const screen = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const told = screen.stdio[3];
  if (!told) throw new Error('Xvfb has no pipe.');
  const [number] = (await once(told, 'data')) as [Buffer];
  return { process: screen, name: `:${number.toString().trim()}` };
}
