import { z } from 'zod';
import { checkShape, listOf, method, objectOf } from '../config/check-shape.ts';
import { DEFINITION_FIELDS } from '../config/check-definitions.ts';

const text = z.string('is not a text');
const flag = z.boolean('is not true or false').optional();

const output = objectOf('an output', { name: text, policy: text, run: method });

const source = objectOf('a source', {
  id: text,
  language: z.string('is not a language tag, or auto'),
  candidates: z.array(z.string('is not a language tag'), 'is not a list of language tags').optional(),
  speaker: text.optional(),
  conditioning: objectOf('an object with the conditioning of sound', {}).optional(),
  capture: objectOf('a source of sound', {
    name: text,
    live: z.boolean('is not true or false'),
    frames: method,
  }),
});

const files = z.looseObject(
  Object.fromEntries(
    [
      'recognizerHost',
      'recognizers',
      'audioChild',
      'translationWorker',
      'pages',
      'translationModels',
      'translationUsage',
      'cache',
      'assets',
    ].map((name) => [name, z.string('is not a path')]),
  ),
  'is not an object with paths, such as findRuntimeFiles gives',
);

const tools = z.strictObject(
  {
    ...DEFINITION_FIELDS,
    outputs: listOf('a list of outputs', output),
    sources: listOf('a list of sources', source),
    log: objectOf('a logger', { error: method, warn: method, info: method, debug: method }).optional(),
    signal: z.custom((value) => value instanceof AbortSignal, { error: 'is not an AbortSignal' }).optional(),
    exactPort: flag,
    pages: flag,
    partials: flag,
    newToken: flag,
    clip: objectOf('a clip', {
      file: z.string('is not a path'),
      status: method,
      control: method,
      onChange: method,
    }).optional(),
    stdin: objectOf('a stream to read from', { on: method }).optional(),
    files: files.optional(),
    environment: objectOf('an object with environment variables', {}).optional(),
  },
  'is not an object',
);

/** @throws EngineError `config-invalid` which names the first field that is not what the types say. */
export function checkTools(given: unknown): void {
  checkShape('session tools', tools, given);
}

/** The same of one source. */
export function checkSource(given: unknown): void {
  checkShape('source', source, given);
}
