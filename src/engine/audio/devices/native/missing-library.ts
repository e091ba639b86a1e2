import type { Availability } from '../audio-backend.ts';
import type { LibraryName } from '../child/child-protocol.ts';
import { decibriFile, naudiodonAddon, naudiodonFolder } from '../child/native-modules.ts';

type Unavailable = Extract<Availability, { available: false }>;

/** Why the files of a library are not there; undefined where they are. */
export function missingLibrary(library: LibraryName): Unavailable | undefined {
  switch (library) {
    case 'naudiodon':
      if (naudiodonAddon() !== undefined) return undefined;
      return naudiodonFolder() === undefined
        ? { available: false, reason: 'The package naudiodon is not installed.', hint: 'Install it: npm install.' }
        : { available: false, reason: 'naudiodon is not compiled yet.', hint: 'Compile it: overlingo setup audio.' };
    case 'decibri':
      if (decibriFile() !== undefined) return undefined;
      return { available: false, reason: 'The package decibri is not installed.', hint: 'Install it: npm install.' };
  }
}
