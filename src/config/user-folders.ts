import os from 'node:os';
import path from 'node:path';
import type { Environment } from '../engine/environment.ts';

/** What the places depend on. */
interface UserSystem {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  /** Home folder of the user. */
  readonly home: string;
}

/** The folders of this user, where the system wants such things. They need not exist. */
interface UserFolders {
  /** Small files that are kept from start to start, such as the token for guests. */
  readonly config: string;
  /** Downloaded translation models: large data that stays on this computer. */
  readonly translationModels: string;
  /** Downloaded speech models: larger still. */
  readonly speechModels: string;
  /** What was said in sessions, where that is written. */
  readonly transcripts: string;
  /** What can be made again, such as copies of model files. */
  readonly cache: string;
}

/** The folders of the user. @param system this one when absent. */
export function userFolders(system: UserSystem = thisSystem()): UserFolders {
  if (system.platform === 'darwin') return macFolders(system);
  return system.platform === 'win32' ? windowsFolders(system) : xdgFolders(system);
}

function macFolders({ home }: UserSystem): UserFolders {
  const support = path.posix.join(home, 'Library/Application Support/Overlingo');
  return {
    config: support,
    translationModels: path.posix.join(support, 'translation-models'),
    speechModels: path.posix.join(support, 'speech-models'),
    transcripts: path.posix.join(support, 'transcripts'),
    cache: path.posix.join(home, 'Library/Caches/Overlingo'),
  };
}

function windowsFolders({ env, home }: UserSystem): UserFolders {
  const place = (variable: string, usual: string): string => {
    const folder = env[variable] ?? '';
    return path.win32.join(path.win32.isAbsolute(folder) ? folder : `${home}/AppData/${usual}`, 'Overlingo');
  };
  const local = place('LOCALAPPDATA', 'Local');
  return {
    config: place('APPDATA', 'Roaming'),
    translationModels: path.win32.join(local, 'translation-models'),
    speechModels: path.win32.join(local, 'speech-models'),
    transcripts: path.win32.join(local, 'transcripts'),
    cache: path.win32.join(local, 'cache'),
  };
}

/** By the XDG rules, which say that a relative path is to be ignored. */
function xdgFolders({ env, home }: UserSystem): UserFolders {
  const place = (variable: string, usual: string): string => {
    const folder = env[variable] ?? '';
    return path.posix.join(path.posix.isAbsolute(folder) ? folder : `${home}/${usual}`, 'overlingo');
  };
  return {
    config: place('XDG_CONFIG_HOME', '.config'),
    translationModels: path.posix.join(place('XDG_DATA_HOME', '.local/share'), 'translation-models'),
    speechModels: path.posix.join(place('XDG_DATA_HOME', '.local/share'), 'speech-models'),
    transcripts: path.posix.join(place('XDG_DATA_HOME', '.local/share'), 'transcripts'),
    cache: place('XDG_CACHE_HOME', '.cache'),
  };
}

function thisSystem(): UserSystem {
  return { platform: process.platform, env: process.env, home: os.homedir() };
}
