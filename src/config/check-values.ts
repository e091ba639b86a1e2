import type { z } from 'zod';
import type { EngineError } from '../engine/errors.ts';
import { settingError } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';
import type { GivenValue } from './given-value.ts';
import { IMPOSSIBLE_NAME, impossibleName } from './impossible-name.ts';
import { nestedValues } from './nested-values.ts';

/**
 * One layer on the other, the weakest first: what stands in a later one counts. Lists and mappings are replaced as a
 * whole. By the names of the settings.
 */
export function mergeLayers(layers: readonly (readonly GivenValue[])[]): ReadonlyMap<string, GivenValue> {
  return new Map(layers.flat().map((given) => [given.setting.name, given]));
}

/**
 * The configuration that the values make, with defaults for the rest.
 * @throws EngineError `config-invalid` or, for an option, `usage`, which names the first value that is wrong.
 */
export function checkValues<Schema extends z.ZodType>(
  schema: Schema,
  values: ReadonlyMap<string, GivenValue>,
): z.output<Schema> {
  const given = [...values.values()];
  const parsed = schema.safeParse(nestedValues(given.map(({ setting: { path }, value }) => ({ path, value }))));
  if (parsed.success) {
    for (const one of given) {
      const below = impossibleName(one.value);
      if (below) throw partError(one, below, IMPOSSIBLE_NAME);
    }
    return parsed.data;
  }
  const [issue] = parsed.error.issues;
  const wrong = given.find(({ setting }) => setting.path.every((key, at) => issue?.path[at] === key));
  // A section refuses as a whole only what no layer can hold: unknown names were found before.
  if (!issue || !wrong) throw parsed.error;
  const { setting, value } = wrong;
  const { below, problem } = describeIssue(issue, { value, path: setting.path, text: textOf(wrong) });
  throw partError(wrong, below, problem);
}

/** @param below which part of the value is wrong. */
function partError(
  { setting, origin, placeOf }: GivenValue,
  below: readonly PropertyKey[],
  problem: string,
): EngineError {
  const keys = below.filter((key) => typeof key === 'string');
  // The very line of a long list.
  const exact = placeOf && 'file' in origin ? { ...origin, ...placeOf(below) } : origin;
  return settingError([setting.name, ...keys].join('.'), exact, problem);
}

function textOf({ origin }: GivenValue): string | undefined {
  return 'text' in origin ? origin.text : undefined;
}
