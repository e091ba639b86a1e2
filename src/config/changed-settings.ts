import { isDeepStrictEqual } from 'node:util';
import type { Setting } from './setting-tree.ts';

/** Two configurations, setting by setting. */
export interface ConfigChange<Config> {
  /** The former one with all that takes effect while captions run. */
  readonly effective: Config;
  /** Names of the settings that have taken effect. */
  readonly live: readonly string[];
  /** Names of the settings that take effect at the next start. */
  readonly atNextStart: readonly string[];
}

/** What becomes of a configuration while captions run by another one. */
export function changedSettings<Config extends object>(
  settings: readonly Setting[],
  before: Config,
  after: Config,
): ConfigChange<Config> {
  const effective = structuredClone(before);
  const changed = settings.filter(({ path }) => !isDeepStrictEqual(valueAt(before, path), valueAt(after, path)));
  const live = changed.filter(({ info }) => info.live === true);
  for (const { path } of live) {
    const section = valueAt(effective, path.slice(0, -1)) as Record<string, unknown>;
    section[path.at(-1) ?? ''] = valueAt(after, path);
  }
  const atNextStart = changed.filter((setting) => !live.includes(setting));
  const nameOf = ({ name }: Setting): string => name;
  return { effective, live: live.map(nameOf), atNextStart: atNextStart.map(nameOf) };
}

function valueAt(config: object, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], config);
}
