import path from 'node:path';
import type { EngineError } from '../engine/errors.ts';
import type { ConfigDocument } from './config-document.ts';
import { settingError } from './config-error.ts';
import type { GivenValue, Origin } from './given-value.ts';
import { isMapping } from './is-mapping.ts';
import { nearestSetting } from './nearest-setting.ts';
import type { Setting } from './setting-tree.ts';

/** Beside the sections of a file. */
const PROFILES = 'profiles';
const OWN_NAMES = ['version', PROFILES];

/** The names of the profiles of a file, in its order. */
export function profileNames(document: ConfigDocument): string[] {
  const { [PROFILES]: profiles } = document.values();
  return isMapping(profiles) ? Object.keys(profiles) : [];
}

/** Where a setting stands in the file. @param profile one of the file; the file itself when absent. */
export function pathInFile(setting: readonly string[], profile?: string): string[] {
  return [...(profile === undefined ? [] : [PROFILES, profile]), ...setting];
}

/**
 * What a file sets, or one of its profiles. Paths in it are made whole.
 * @throws EngineError `config-invalid` where a name is not known, or a section is none.
 */
export function fileValues(document: ConfigDocument, settings: readonly Setting[], profile?: string): GivenValue[] {
  const reader = new FileReader(document, settings, profile);
  const values = document.values();
  if (profile === undefined) {
    const sections = Object.entries(values).filter(([name]) => !OWN_NAMES.includes(name));
    const { [PROFILES]: profiles } = values;
    if (profiles !== undefined && profiles !== null && !isMapping(profiles)) {
      throw reader.refused([PROFILES], PROFILES, 'is not a mapping of profiles by their names');
    }
    return reader.section(Object.fromEntries(sections), []);
  }
  const { [PROFILES]: profiles } = values;
  const own = isMapping(profiles) ? profiles[profile] : undefined;
  if (own === null || own === undefined) return [];
  if (isMapping(own)) return reader.section(own, []);
  throw reader.refused([], `${PROFILES}.${profile}`, 'is not a mapping of settings');
}

class FileReader {
  readonly #document: ConfigDocument;
  readonly #settings: readonly Setting[];
  readonly #profile: string | undefined;

  constructor(document: ConfigDocument, settings: readonly Setting[], profile: string | undefined) {
    this.#document = document;
    this.#settings = settings;
    this.#profile = profile;
  }

  section(values: Readonly<Record<string, unknown>>, above: readonly string[]): GivenValue[] {
    return Object.entries(values).flatMap(([key, value]) => {
      const keys = [...above, key];
      const name = keys.join('.');
      const setting = this.#settings.find((known) => known.name === name);
      // Nothing stands behind it: it says nothing.
      if (setting) return value === null ? [] : [this.#given(setting, value)];
      const parts = this.#settings.filter((known) => keys.every((part, at) => known.path[at] === part));
      if (parts.length === 0) throw this.refused(keys, name, `is no setting${this.#nearest(key, above)}`);
      // A section whose lines are all commented out.
      if (value === null) return [];
      if (isMapping(value)) return this.section(value, keys);
      throw this.refused(keys, name, `is not a mapping; write its settings below it, such as ${parts[0]?.name ?? ''}`);
    });
  }

  refused(keys: readonly string[], name: string, problem: string): EngineError {
    const origin = this.#origin(keys);
    return settingError(name, origin, problem);
  }

  #given(setting: Setting, value: unknown): GivenValue {
    const { inFolder } = setting.info;
    const whole = inFolder ? inFolder(value, path.dirname(path.resolve(this.#document.file))) : value;
    const keys = pathInFile(setting.path, this.#profile);
    const placeOf: GivenValue['placeOf'] = (below) => this.#document.placeOf([...keys, ...below]);
    return { setting, value: whole, origin: this.#origin(setting.path), placeOf };
  }

  #origin(keys: readonly string[]): Extract<Origin, { readonly type: 'file' | 'profile' }> {
    const profile = this.#profile;
    const place = this.#document.placeOf(pathInFile(keys, profile));
    return profile === undefined ? { type: 'file', ...place } : { type: 'profile', profile, ...place };
  }

  #nearest(key: string, above: readonly string[]): string {
    const others = above.length === 0 && this.#profile === undefined ? OWN_NAMES : [];
    return nearestSetting(this.#settings, { key, above, others });
  }
}
