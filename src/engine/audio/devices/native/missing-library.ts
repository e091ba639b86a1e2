import type { Availability } from '../../../pipeline/availability.ts';
import type { LibraryName } from '../child/child-protocol.ts';
import { decibriFile, naudiodonAddon, naudiodonFolder } from '../child/native-modules.ts';

type Unavailable = Extract<Availability, { available: false }>;

const notInstalled = (library: LibraryName): Unavailable => ({
  available: false,
  reason: `The package ${library} is not installed.`,
  hint: 'Install it: npm install.',
});

const MISSING: Readonly<Record<LibraryName, () => Unavailable | undefined>> = {
  naudiodon: () => {
    if (naudiodonAddon() !== undefined) return undefined;
    if (naudiodonFolder() === undefined) return notInstalled('naudiodon');
    return { available: false, reason: 'naudiodon is not compiled yet.', hint: 'Compile it: overlingo setup audio.' };
  },
  decibri: () => (decibriFile() === undefined ? notInstalled('decibri') : undefined),
};

/** Why the files of a library are not there; undefined where they are. */
export function missingLibrary(library: LibraryName): Unavailable | undefined {
  return MISSING[library]();
}
