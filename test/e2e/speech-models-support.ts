import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { asset, cliFile } from '../support/files.ts';
import { archiveOf } from '../support/models/hostile-archive.ts';
import { MirrorServer } from '../support/mirror-server.ts';
import { withoutOwnSettings } from '../support/run-cli.ts';

/** The bundled model, which the mirror offers under the addresses of this list, as if it were one of many. */
const PARTS = ['encoder.onnx', 'decoder.onnx', 'tokens.txt'];

/** Where the files of the list are, which nobody can reach but by a mirror or a proxy. */
export const SERVER = 'http://models.invalid';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcessWithoutNullStreams;
  readonly ended: Promise<Ended>;
}

/** A copy of the built package whose list of speech models is that of the tests, a home for it, and a mirror. */
export class SpeechModelsPackage implements AsyncDisposable {
  readonly mirror: MirrorServer;
  readonly root: string;
  readonly home: string;
  /** Settings of the system, such as that of a proxy. */
  environment: NodeJS.ProcessEnv = {};

  private constructor(mirror: MirrorServer, root: string) {
    this.mirror = mirror;
    this.root = root;
    this.home = path.join(root, 'home');
  }

  static async make(): Promise<SpeechModelsPackage> {
    const mirror = await MirrorServer.start();
    const root = await mkdtemp(path.join(os.tmpdir(), 'overlingo-package-'));
    const source = path.join(path.dirname(cliFile), '..');
    await cp(path.dirname(cliFile), path.join(root, 'dist'), { recursive: true });
    await cp(path.join(source, 'package.json'), path.join(root, 'package.json'));
    await symlink(path.join(source, 'node_modules'), path.join(root, 'node_modules'), 'junction');
    await mkdir(path.join(root, 'assets/models'), { recursive: true });
    for (const name of await readdir(asset())) {
      if (name !== 'models') await symlink(asset(name), path.join(root, 'assets', name), 'junction');
    }
    for (const name of await readdir(asset('models'))) {
      if (name !== 'speech-catalogue.json')
        await cp(asset('models', name), path.join(root, 'assets/models', name), { recursive: true });
    }
    const made = new SpeechModelsPackage(mirror, root);
    await made.#offer();
    return made;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.mirror[Symbol.asyncDispose]();
    await rm(this.root, { recursive: true });
  }

  /** Forgets what was downloaded and what goes wrong. */
  async reset(): Promise<void> {
    this.mirror.faults.clear();
    this.mirror.requests.length = 0;
    this.environment = {};
    await rm(this.home, { recursive: true, force: true });
  }

  get cli(): string {
    return path.join(this.root, 'dist/cli.js');
  }

  start(args: readonly string[]): Running {
    const { home } = this;
    const env = { ...process.env, XDG_DATA_HOME: home, HOME: home, LOCALAPPDATA: home, XDG_CACHE_HOME: home };
    const child = spawn(process.execPath, [this.cli, ...args], {
      env: withoutOwnSettings({ ...env, ...this.environment }),
    });
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
    child.stdin.end();
    return { child, ended: once(child, 'close').then(([code]) => ({ code: code as number | null, ...output })) };
  }

  overlingo(...args: readonly string[]): Promise<Ended> {
    return this.start(args).ended;
  }

  get(...args: readonly string[]): Promise<Ended> {
    return this.overlingo('models', 'get', ...args, '--mirror', this.mirror.address);
  }

  /** Folder of the downloaded speech models. */
  async folder(): Promise<string> {
    return (await this.overlingo('models', 'dir', 'speech')).stdout.trim();
  }

  async #offer(): Promise<void> {
    const { mirror } = this;
    const names = await readdir(asset('models/demo-whisper'));
    const read = async (part: string): Promise<Buffer> => {
      const [stem = '', ending = ''] = part.split('.');
      const name = names.find((one) => one.includes(stem) && one.endsWith(ending)) ?? '';
      return readFile(asset('models/demo-whisper', name));
    };
    const parts = await Promise.all(PARTS.map(async (name) => ({ name, content: await read(name) })));
    // The recogniser does not ask for it: it stands for the tokenizers of others.
    const files = [...parts, { name: 'tokenizer/vocab.json', content: Buffer.from('{"a":0}') }];
    const members = files.map(({ name }) => name);
    const plain = files.map(({ name, content }) => ({ ...mirror.add(`tiny/${name}`, content), name }));
    const archive = await archiveOf(files.map(({ name, content }) => ({ path: `tiny/${name}`, content })));
    const packed = { ...mirror.add('tiny.tar.bz2', archive), name: 'tiny.tar.bz2', packing: 'tar.bz2', members };
    const mit = { name: 'MIT', commercial: true };
    const models = [
      listed('tiny-files', mit, plain),
      listed('tiny-archive', mit, [packed]),
      listed('tiny-free', { name: 'CC-BY-NC-4.0', commercial: false }, plain),
    ];
    await writeFile(path.join(this.root, 'assets/models/speech-catalogue.json'), JSON.stringify({ models }));
  }
}

function listed(id: string, licence: object, served: readonly (object & { readonly path: string })[]): object {
  return {
    id,
    title: id,
    engine: 'whisper-onnx',
    languages: ['en', 'es'],
    streaming: false,
    licence,
    hardware: 'any',
    files: served.map(({ path: place, ...file }) => ({ ...file, url: `https://models.invalid/${place}` })),
  };
}
