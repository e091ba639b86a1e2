import type { Place } from './config-document.ts';
import type { Setting } from './setting-tree.ts';

/** Where a value comes from. */
export type Origin =
  | { readonly type: 'default' }
  | ({ readonly type: 'file' } & Place)
  | ({ readonly type: 'profile'; readonly profile: string } & Place)
  | { readonly type: 'variable'; readonly name: string; readonly text: string }
  /** `help` is what to type for the help of the command. */
  | { readonly type: 'flag'; readonly flag: string; readonly text: string; readonly help?: string }
  /** Whoever calls hands it over and knows where it is from. */
  | { readonly type: 'caller' };

/** What somebody has set. */
export interface GivenValue {
  readonly setting: Setting;
  /** As a file has it; not checked yet. */
  readonly value: unknown;
  readonly origin: Origin;
  /** Where a part of the value stands, for what comes from a file. */
  readonly placeOf?: (below: readonly PropertyKey[]) => Place;
}

/** In one clause, such as `overlingo.yaml:3 (profile gaming)`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.type) {
    case 'default':
    case 'caller':
      return origin.type;
    case 'file':
      return `${origin.file}:${origin.line}`;
    case 'profile':
      return `${origin.file}:${origin.line} (profile ${origin.profile})`;
    case 'variable':
      return `variable ${origin.name}`;
    case 'flag':
      return origin.flag;
  }
}

/** How a sentence about the value begins, such as `--port` or `/home/ana/overlingo.yaml, line 3, column 5: server.port`. */
export function subjectOf(name: string, origin: Origin): string {
  switch (origin.type) {
    case 'default':
    case 'caller':
      return name;
    case 'file':
    case 'profile':
      return `${placeOf(origin)}: ${name}`;
    case 'variable':
      return origin.name;
    case 'flag':
      return origin.flag;
  }
}

/** `FILE, line 3, column 5`. */
export function placeOf({ file, line, column }: Place): string {
  return `${file}, line ${line}, column ${column}`;
}

/** What the user should do about a value that is wrong. */
export function hintFor(origin: Origin): string | undefined {
  switch (origin.type) {
    case 'default':
    case 'caller':
      return undefined;
    case 'file':
    case 'profile':
      return 'Correct it there, or with overlingo config edit.';
    case 'variable':
      return 'Correct the environment variable, or remove it.';
    case 'flag':
      return `See ${origin.help ?? 'overlingo --help'}.`;
  }
}
