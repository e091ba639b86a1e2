import { readFile, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Environment } from '../environment.ts';

/** What the places of OBS depend on. */
export interface ObsSystem {
  readonly platform: NodeJS.Platform;
  readonly environment: Environment;
  /** Home folder of the user. */
  readonly home: string;
}

/** What OBS keeps of its WebSocket server. */
export interface KeptServer {
  readonly file: string;
  /** Whether it is switched on. */
  readonly enabled: boolean;
  readonly port: number | undefined;
  /** Undefined where it asks for none. */
  readonly password: string | undefined;
}

/** Folders in which OBS may keep its settings, the likeliest first. */
export function obsFolders({ platform, environment, home }: ObsSystem = thisSystem(process.env)): readonly string[] {
  if (platform === 'win32') {
    return [path.win32.join(environment['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming'), 'obs-studio')];
  }
  if (platform === 'darwin') return [path.posix.join(home, 'Library/Application Support/obs-studio')];
  const config = environment['XDG_CONFIG_HOME'] ?? '';
  const usual = path.posix.isAbsolute(config) ? config : path.posix.join(home, '.config');
  return [
    path.posix.join(usual, 'obs-studio'),
    path.posix.join(home, '.var/app/com.obsproject.Studio/config/obs-studio'),
  ];
}

/** This computer, with the variables that a command was given. */
export function thisSystem(environment: Environment): ObsSystem {
  return { platform: process.platform, environment, home: os.homedir() };
}

/** What OBS keeps of its server in one of the folders; undefined where it keeps nothing that can be read. */
export async function readKeptServer(folders: readonly string[]): Promise<KeptServer | undefined> {
  for (const folder of folders) {
    const newer = path.join(folder, 'plugin_config', 'obs-websocket', 'config.json');
    const older = path.join(folder, 'global.ini');
    const kept = keptIn(newer, fromJson(await textOf(newer))) ?? keptIn(older, fromIni(await textOf(older)));
    if (kept) return kept;
  }
  return undefined;
}

/** OBS keeps some kilobytes. */
const MOST_BYTES = 10_000_000;

/** From obs-websocket 5.5 on. */
const newerFile = z.object({
  server_enabled: z.boolean(),
  server_port: z.number().optional(),
  auth_required: z.boolean(),
  server_password: z.string().optional(),
});

type Kept = z.infer<typeof newerFile>;

function fromJson(text: string): Kept | undefined {
  try {
    return newerFile.safeParse(JSON.parse(text)).data;
  } catch {
    // No file, or none that OBS has written to its end.
    return undefined;
  }
}

/** The section of older versions in the file of all settings. */
function fromIni(text: string): Kept | undefined {
  // Up to the next section: a password may hold a bracket.
  const [, behind] = text.split(/^\[OBSWebSocket\]\s*$/mu);
  const section = behind?.split(/^\[/mu)[0];
  if (section === undefined) return undefined;
  const valueOf = (name: string): string | undefined =>
    new RegExp(`^${name}=(.*)$`, 'mu').exec(section)?.[1]?.replace(/\r$/u, '');
  return {
    server_enabled: valueOf('ServerEnabled') === 'true',
    server_port: Number(valueOf('ServerPort')) || undefined,
    auth_required: valueOf('AuthRequired') !== 'false',
    server_password: valueOf('ServerPassword'),
  };
}

function keptIn(file: string, kept: Kept | undefined): KeptServer | undefined {
  if (kept === undefined) return undefined;
  const { server_enabled: enabled, server_port: port, auth_required: asks, server_password: password } = kept;
  return { file, enabled, port, password: asks && password !== '' ? password : undefined };
}

async function textOf(file: string): Promise<string> {
  try {
    // A pipe of that name would be waited for without an end.
    const found = await stat(file);
    return found.isFile() && found.size <= MOST_BYTES ? await readFile(file, 'utf8') : '';
  } catch {
    // It is not there, or of another user.
    return '';
  }
}
