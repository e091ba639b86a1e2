import { nearestName } from '../engine/nearest-name.ts';
import type { Setting } from './setting-tree.ts';

interface UnknownName {
  readonly key: string;
  /** The sections in which it stands. */
  readonly above: readonly string[];
  /** What may stand beside it and is no setting. */
  readonly others?: readonly string[];
}

/** How a sentence about a name that is no setting ends: with the one that was probably meant, where there is one. */
export function nearestSetting(settings: readonly Setting[], { key, above, others = [] }: UnknownName): string {
  const beside = settings.filter(({ path }) => above.every((part, at) => path[at] === part));
  const near = nearestName(key, new Set([...beside.map(({ path }) => path[above.length] ?? ''), ...others]));
  if (near !== undefined) return `; the nearest is ${[...above, near].join('.')}`;
  // Somebody knows the name and not the section.
  const elsewhere = settings.find(({ path }) => path.at(-1) === key);
  return elsewhere ? `; there is ${elsewhere.name}` : '';
}
