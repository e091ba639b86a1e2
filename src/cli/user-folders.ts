import os from 'node:os';
import path from 'node:path';

/** What the places depend on. */
interface UserSystem {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Home folder of the user. */
  readonly home: string;
}

/** The folders of this user, where the system wants such things. They need not exist. */
interface UserFolders {
  /** Small files that are kept from start to start, such as the token for guests. */
  readonly config: string;
  /** Downloaded translation models: large data that stays on this computer. */
  readonly translationModels: string;
  /** What can be made again, such as copies of model files. */
  readonly cache: string;
}

/** The folders of the user. @param system this one when absent. */
export function userFolders(system: UserSystem = thisSystem()): UserFolders {
  switch (system.platform) {
    case 'darwin': {
      const library = path.posix.join(system.home, 'Library');
      const support = path.posix.join(library, 'Application Support/Overlingo');
      return {
        config: support,
        translationModels: path.posix.join(support, 'translation-models'),
        cache: path.posix.join(library, 'Caches/Overlingo'),
      };
    }
    case 'win32': {
      const roaming = absoluteOr(system.env['APPDATA'], `${system.home}/AppData/Roaming`, path.win32);
      const local = absoluteOr(system.env['LOCALAPPDATA'], `${system.home}/AppData/Local`, path.win32);
      return {
        config: path.win32.join(roaming, 'Overlingo'),
        translationModels: path.win32.join(local, 'Overlingo/translation-models'),
        cache: path.win32.join(local, 'Overlingo/cache'),
      };
    }
    default: {
      const { env, home } = system;
      const place = (variable: string, usual: string): string =>
        path.posix.join(absoluteOr(env[variable], `${home}/${usual}`, path.posix), 'overlingo');
      return {
        config: place('XDG_CONFIG_HOME', '.config'),
        translationModels: `${place('XDG_DATA_HOME', '.local/share')}/translation-models`,
        cache: place('XDG_CACHE_HOME', '.cache'),
      };
    }
  }
}

/** The XDG rules say that a relative path is to be ignored. */
function absoluteOr(folder: string | undefined, usual: string, { isAbsolute }: path.PlatformPath): string {
  return folder !== undefined && isAbsolute(folder) ? folder : usual;
}

function thisSystem(): UserSystem {
  return { platform: process.platform, env: process.env, home: os.homedir() };
}
