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
 * The folder of this user for what is kept from start to start, where the system wants such things. It need not exist.
 * @param system this one when absent.
 */
export function dataFolder({ platform, env, home }: UserSystem = thisSystem()): string {
  if (platform === 'darwin') return path.posix.join(home, 'Library/Application Support/Overlingo');
  if (platform === 'win32') {
    const roaming = env['APPDATA'] ?? '';
    return path.win32.join(path.win32.isAbsolute(roaming) ? roaming : `${home}/AppData/Roaming`, 'Overlingo');
  }
  // The XDG rules say that a relative path is to be ignored.
  const config = env['XDG_CONFIG_HOME'] ?? '';
  return path.posix.join(path.posix.isAbsolute(config) ? config : `${home}/.config`, 'overlingo');
}

function thisSystem(): UserSystem {
  return { platform: process.platform, env: process.env, home: os.homedir() };
}
