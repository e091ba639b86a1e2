import { z } from 'zod';
import { EngineError } from '../engine/errors.ts';
import { nearestName } from '../engine/nearest-name.ts';

/** What programs without types give as something that has to be called. */
export const method = z.custom<(...given: never[]) => unknown>((value) => typeof value === 'function', {
  error: 'is not a function',
});

/** An object of another program. Its own class may say more of it. @param what ends the sentence "… is not …". */
export function objectOf(what: string, shape: z.core.$ZodLooseShape): z.ZodType {
  return z.looseObject(shape, `is not ${what}`);
}

/** @param what ends the sentence "… is not …", such as `a list of outputs`. */
export function listOf(what: string, item: z.ZodType): z.ZodType {
  return z.array(item, `is not ${what}`).optional();
}

/**
 * Programs without types can give anything: tells which field is wrong before something breaks elsewhere.
 * @param name how the whole is called in the sentence, such as `session tools`.
 * @throws EngineError `config-invalid`.
 */
export function checkShape(name: string, schema: z.ZodType, given: unknown): void {
  const { error } = schema.safeParse(given);
  const [issue] = error?.issues ?? [];
  if (!issue) return;
  if (issue.code === 'unrecognized_keys' && schema instanceof z.ZodObject) {
    const [key = ''] = issue.keys;
    const known = Object.keys(schema.shape);
    const nearest = nearestName(key, known);
    throw new EngineError('config-invalid', `${key} is none of the ${name}.`, {
      hint: nearest === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${nearest}?`,
    });
  }
  throw new EngineError('config-invalid', `${fieldName(issue.path) || `What was given as ${name}`} ${issue.message}.`);
}

/** As it is written in a program: `outputs[0].run`. */
function fieldName(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`))
    .join('');
}
