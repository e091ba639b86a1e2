import { z } from 'zod';
import { checkShape, listOf, method, objectOf } from './check-shape.ts';

const name = z.string('is not a text');
const settings = z.custom((value) => value instanceof z.ZodObject, {
  error: 'is not a strict object of zod, such as NO_SETTINGS',
});
const needs = z.array(z.string('is not a text'), 'is not a list of texts');
const limit = z.number('is not a number of milliseconds');

/** The fields of what a program adds, as `AddedDefinitions` has them. */
export const DEFINITION_FIELDS = {
  translators: listOf(
    'a list of translator definitions',
    objectOf('a translator definition', {
      name,
      settings,
      needs,
      limits: objectOf('an object with limits in milliseconds', { firstTextMs: limit, stallMs: limit, totalMs: limit }),
      open: method,
      probe: method,
    }),
  ),
  recognizers: listOf(
    'a list of recogniser definitions',
    objectOf('a recogniser definition', {
      name,
      settings,
      needs,
      slowAdvice: objectOf('an object with a message and a hint', { message: name, hint: name }),
      plan: method,
      probe: method,
    }),
  ),
  audioBackends: listOf(
    'a list of audio backend definitions',
    objectOf('an audio backend definition', { name, open: method, probe: method }),
  ),
};

const definitions = objectOf('an object', DEFINITION_FIELDS);

/** @throws EngineError `config-invalid` which names the field that is no definition. */
export function checkDefinitions(added: unknown): void {
  checkShape('added definitions', definitions, added);
}
