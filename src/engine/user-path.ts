import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** What the meaning of a path depends on. */
export interface PathSystem {
  /** Home folder of the user. */
  readonly home: string;
  /** Name of the user. */
  readonly user: string;
  readonly exists: (file: string) => boolean;
  /** Home folder of another user; undefined where it is not known. */
  readonly homeOf: (user: string) => string | undefined;
  readonly isWindows: boolean;
}

/** What people write around a path: quotes of a shell that did not take them away, and of documents. */
const QUOTED = /^(?="[^"]+"$|'[^']+'$|[“„][^“”]+[“”]$|‘[^‘’]+’$).(.+).$/su;

/**
 * The path that a user means. A shell makes a whole path of `~` at the beginning of a word only, and not behind `=`, in a
 * variable or in a file; some shells leave quotes; file managers copy addresses such as `file:///home/ana/my%20talk.wav`,
 * with a space behind. A file that is there by exactly that name is always meant.
 * @param folder relative paths count from it; the present folder when absent.
 */
export function userPath(text: string, folder = '', system: PathSystem = thisSystem()): string {
  const isThere = (file: string): boolean => file !== '' && system.exists(path.resolve(folder, file));
  if (isThere(text)) return text;
  const bare = text.trim();
  if (bare === '' || isThere(bare)) return bare === '' ? text : bare;
  const [, inner] = QUOTED.exec(bare) ?? [];
  if (inner !== undefined) return userPath(inner, folder, system);
  return fromAddress(bare, system.isWindows) ?? fromHome(bare, system) ?? bare;
}

/** `file:///…` as a path; undefined for what is no such address. */
function fromAddress(text: string, isWindows: boolean): string | undefined {
  if (!/^file:\/\//iu.test(text)) return undefined;
  try {
    const { hostname, pathname } = new URL(text);
    const name = decodeURIComponent(pathname);
    if (!isWindows) return name;
    const place = name.replaceAll('/', '\\');
    // Only Windows knows files of other computers by an address.
    return hostname === '' ? place.slice(1) : `\\\\${hostname}${place}`;
  } catch {
    return undefined;
  }
}

function fromHome(text: string, { home, user, homeOf, isWindows }: PathSystem): string | undefined {
  const [, name, rest] = (isWindows ? /^~([^/\\]*)([/\\].*)?$/u : /^~([^/]*)(\/.*)?$/u).exec(text) ?? [];
  if (name === undefined) return undefined;
  const start = name === '' || name === user ? home : homeOf(name);
  if (start === undefined) return undefined;
  return rest === undefined ? start : path.join(start, rest);
}

function thisSystem(): PathSystem {
  return {
    home: os.homedir(),
    user: userName(),
    exists: existsSync,
    homeOf: (user) => homeInList(user),
    isWindows: process.platform === 'win32',
  };
}

/** A user of a container may have no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return '';
  }
}

/** Other systems keep their users elsewhere. */
function homeInList(user: string): string | undefined {
  try {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${user}:`));
    const home = line?.split(':')[5] ?? '';
    return home === '' ? undefined : home;
  } catch {
    return undefined;
  }
}
