import { execFile } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';

const start = promisify(execFile);

const root = path.join(import.meta.dirname, '../..');
const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');

/** What somebody else's compiler demands at its strictest. */
const TSCONFIG = {
  compilerOptions: {
    target: 'ES2023',
    module: 'nodenext',
    strict: true,
    skipLibCheck: false,
    noEmit: true,
    types: ['node'],
  },
  include: ['*.ts'],
};

/** A folder of somebody else, in which the package is installed as npm packs it, with the dependencies of the checkout. */
export class PackedPackage implements Disposable {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'overlingo-packed-'));
  /** The command line of the package. */
  readonly cli = path.join(this.folder, 'node_modules/overlingo/dist/cli.js');

  static async install(): Promise<PackedPackage> {
    const installed = new PackedPackage();
    await installed.#unpack();
    installed.#moveIn();
    installed.write('package.json', JSON.stringify({ type: 'module' }));
    installed.write('tsconfig.json', JSON.stringify(TSCONFIG));
    return installed;
  }

  /** Writes a file beside `node_modules`; a TypeScript file also as the JavaScript of the same name. */
  write(name: string, text: string): void {
    writeFileSync(path.join(this.folder, name), text);
    if (!name.endsWith('.ts')) return;
    const { code } = transformSync(text, { loader: 'ts', target: 'node20' });
    writeFileSync(path.join(this.folder, name.replace(/\.ts$/u, '.js')), code);
  }

  /** What the TypeScript compiler says of all TypeScript files in the folder; empty where all is well. */
  async typeErrors(): Promise<string> {
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
    const told = await start(process.execPath, [compiler, '-p', this.folder]).catch((error: unknown) => error);
    return (told as { readonly stdout: string }).stdout;
  }

  /** Runs a file with Node, and gives back what it prints. Throws where it fails. */
  async run(file: string, ...args: readonly string[]): Promise<string> {
    return (await start(process.execPath, [file, ...args], { cwd: this.folder })).stdout;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #unpack(): Promise<void> {
    await start(process.execPath, [tsx, 'scripts/build-types.ts'], { cwd: root });
    const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', this.folder];
    await start('npm', pack, { cwd: root, shell: process.platform === 'win32' });
    const tarball = readdirSync(this.folder).find((name) => name.endsWith('.tgz')) ?? '';
    await start('tar', ['-xzf', tarball], { cwd: this.folder });
  }

  /** The package, and beside it what npm would install with it. */
  #moveIn(): void {
    const modules = path.join(this.folder, 'node_modules');
    mkdirSync(modules);
    const link = (from: string, name: string): void => {
      mkdirSync(path.dirname(path.join(modules, name)), { recursive: true });
      symlinkSync(from, path.join(modules, name), 'junction');
    };
    const { dependencies } = JSON.parse(readFileSync(path.join(this.folder, 'package/package.json'), 'utf8')) as {
      readonly dependencies: Readonly<Record<string, string>>;
    };
    // The types of Node are what a program in TypeScript has anyway.
    for (const name of [...Object.keys(dependencies), '@types/node']) {
      link(path.join(root, 'node_modules', name), name);
    }
    renameSync(path.join(this.folder, 'package'), path.join(modules, 'overlingo'));
  }
}
