import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { naudiodonAddon, naudiodonFolder } from './child/native-modules.ts';

/** Where the set-up talks to. */
interface SetupIo {
  /** Takes one line, without its end. */
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
  readonly env?: NodeJS.ProcessEnv;
}

/** What compiles the addon, and how people get it. */
const TOOLS: Partial<Record<NodeJS.Platform, { readonly commands: readonly string[]; readonly help: string }>> = {
  linux: {
    commands: ['python3', 'make', 'g++'],
    help: 'Debian, Ubuntu: sudo apt install python3 make g++. Fedora: sudo dnf install python3 make gcc-c++.',
  },
  darwin: { commands: ['python3', 'make', 'clang++'], help: 'Install the command line tools: xcode-select --install.' },
  win32: {
    commands: ['python'],
    help: 'Install Python 3 and the Visual Studio Build Tools with "Desktop development with C++".',
  },
};

/**
 * Compiles naudiodon, which npm installs without running its scripts. Tells what is missing. Returns the exit code: 0
 * where naudiodon can be used afterwards.
 */
export async function setupAudio({ tell, signal, env = process.env }: SetupIo): Promise<number> {
  const folder = naudiodonFolder();
  if (folder === undefined) {
    tell('The package naudiodon is not installed. Install it first: npm install --include=optional');
    return 1;
  }
  const { commands, help } = TOOLS[process.platform] ?? { commands: [], help: '' };
  const missing = commands.filter((command) => !isInstalled(command, env));
  if (missing.length > 0) {
    tell(`naudiodon is compiled on this machine, and ${missing.join(', ')} cannot be found. ${help}`);
    tell('Without it, captions use another audio backend: overlingo devices shows which one.');
    return 1;
  }
  const nodeGyp = findNodeGyp(env);
  if (nodeGyp === undefined) {
    tell('node-gyp cannot be found. It comes with npm: install npm beside Node.');
    return 1;
  }
  tell(`Compiling naudiodon in ${folder} …`);
  const code = await run(process.execPath, [nodeGyp, 'rebuild', ...headerArguments(env)], {
    folder,
    tell,
    signal,
    env,
  });
  if (code !== 0 || naudiodonAddon() === undefined) {
    tell(`naudiodon could not be compiled (exit code ${code}); the reason is printed above. ${help}`);
    return 1;
  }
  tell('naudiodon is ready.');
  return 0;
}

function isInstalled(command: string, env: NodeJS.ProcessEnv): boolean {
  const endings = process.platform === 'win32' ? ['.exe', '.bat', '.cmd'] : [''];
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(path.delimiter);
  return folders.some((folder) => endings.some((ending) => existsSync(path.join(folder, command + ending))));
}

/** npm brings node-gyp along, in a place that depends on how Node was installed. */
function findNodeGyp(env: NodeJS.ProcessEnv): string | undefined {
  const bin = path.dirname(process.execPath);
  const npm = env['npm_execpath'];
  const npmFolders = [
    ...(npm === undefined ? [] : [path.join(path.dirname(npm), '..')]),
    path.join(bin, '../lib/node_modules/npm'),
    path.join(bin, 'node_modules/npm'),
    path.join(env['APPDATA'] ?? bin, 'npm/node_modules/npm'),
    '/usr/share/nodejs/npm',
    '/opt/homebrew/lib/node_modules/npm',
  ];
  for (const folder of npmFolders) {
    try {
      return createRequire(path.join(folder, 'package.json')).resolve('node-gyp/bin/node-gyp.js');
    } catch {
      // Not here: the next place is tried.
    }
  }
  return undefined;
}

/** Headers that came with this Node save a download; node-gyp itself looks for none. */
function headerArguments(env: NodeJS.ProcessEnv): string[] {
  const prefix = path.join(path.dirname(process.execPath), '..');
  const given = env['npm_config_nodedir'] !== undefined;
  return !given && existsSync(path.join(prefix, 'include/node/node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

interface RunOptions extends Required<SetupIo> {
  readonly folder: string;
}

function run(command: string, args: readonly string[], options: RunOptions): Promise<number> {
  const { folder, tell, signal, env } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.split('\n')) if (line.trim() !== '') tell(line.trimEnd());
      });
    }
    child.once('error', (error) => {
      tell(error.message);
      resolve(1);
    });
    child.once('close', (code) => resolve(code ?? 1));
  });
}
