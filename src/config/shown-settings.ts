import { describeOrigin, type GivenValue } from './given-value.ts';
import { nestedValues } from './nested-values.ts';
import type { Setting } from './setting-tree.ts';
import { withoutPasswords } from './without-passwords.ts';

/** A setting as it is in effect. */
export interface ShownSetting {
  readonly name: string;
  readonly path: readonly string[];
  /** As a file has it; undefined where nothing is set. Never holds a password. */
  readonly value: unknown;
  readonly origin: string;
}

/** All settings in effect. @param values what was set, by the names of the settings. */
export function shownSettings(
  settings: readonly Setting[],
  values: ReadonlyMap<string, GivenValue>,
): readonly ShownSetting[] {
  return settings.map(({ name, path, usual }) => {
    const given = values.get(name);
    const value = withoutPasswords(given ? given.value : usual);
    return { name, path, value, origin: describeOrigin(given?.origin ?? { type: 'default' }) };
  });
}

/** The settings as a file has them, without those that are not set. */
export function nestedSettings(shown: readonly ShownSetting[]): Record<string, unknown> {
  return nestedValues(shown.filter(({ value }) => value !== undefined));
}
