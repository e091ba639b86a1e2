import type { z } from 'zod';
import { settingError } from './config-error.ts';
import { describeIssue } from './describe-issue.ts';
import type { GivenValue } from './given-value.ts';

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
  const parsed = schema.safeParse(nested([...values.values()]));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const given = [...values.values()].find(({ setting }) => setting.path.every((key, at) => issue?.path[at] === key));
  // A section refuses as a whole only what no layer can hold: unknown names were found before.
  if (!issue || !given) throw parsed.error;
  const { setting, value, origin, placeOf } = given;
  const { below, problem } = describeIssue(issue, { value, path: setting.path, text: textOf(given) });
  const keys = below.filter((key) => typeof key === 'string');
  // The very line of a long list.
  const exact = placeOf && 'file' in origin ? { ...origin, ...placeOf(below) } : origin;
  throw settingError([setting.name, ...keys].join('.'), exact, problem);
}

function textOf({ origin }: GivenValue): string | undefined {
  return 'text' in origin ? origin.text : undefined;
}

function nested(values: readonly GivenValue[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const { setting, value } of values) {
    let section = root;
    for (const key of setting.path.slice(0, -1)) {
      section[key] ??= {};
      section = section[key] as Record<string, unknown>;
    }
    section[setting.path.at(-1) ?? ''] = value;
  }
  return root;
}
