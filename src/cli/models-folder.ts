import os from 'node:os';
import path from 'node:path';

/** What the place depends on. */
interface UserSystem {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user. */
  readonly home: string;
}

/**
 * The folder of this user for downloaded translation models, where the system wants large data that stays on this
 * computer. It need not exist.
 * @param system this one when absent.
 */
export function translationModelsFolder({ platform, env, home }: UserSystem = thisSystem()): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library/Application Support/Overlingo/translation-models');
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? '';
    const base = path.win32.isAbsolute(local) ? local : `${home}/AppData/Local`;
    return path.win32.join(base, 'Overlingo/translation-models');
  }
  // The XDG rules say that a relative path is to be ignored.
  const data = env['XDG_DATA_HOME'] ?? '';
  return path.posix.join(path.posix.isAbsolute(data) ? data : `${home}/.local/share`, 'overlingo/translation-models');
}

function thisSystem(): UserSystem {
  return { platform: process.platform, env: process.env, home: os.homedir() };
}
