import { cleanLine } from '../../../protocol/clean-text.ts';
import { STREAM_FORMATS, type StreamClientMessage, type StreamHello } from '../../../protocol/stream-contract.ts';
import { StreamFailure } from './stream-failure.ts';

const LONGEST_TAG = 35;
const LONGEST_NAME = 64;
const LONGEST_TOKEN = 256;
const MOST_TRANSLATIONS = 4;

/** What each field of a hello must be, as a test and in words. */
const HELLO_FIELDS: Readonly<
  Record<Exclude<keyof StreamHello, 'type'>, { readonly valid: (value: unknown) => boolean; readonly must: string }>
> = {
  format: { valid: (value) => STREAM_FORMATS.some((format) => format === value), must: STREAM_FORMATS.join(' or ') },
  language: { valid: isTag, must: 'a language tag, such as "es", or "auto"' },
  translate: {
    valid: (value) => Array.isArray(value) && value.length <= MOST_TRANSLATIONS && value.every(isTag),
    must: `a list of at most ${MOST_TRANSLATIONS} language tags, such as ["en"]`,
  },
  name: {
    valid: (value) => isText(value, LONGEST_NAME) && !/\p{Cc}/u.test(value),
    must: `one line of at most ${LONGEST_NAME} characters`,
  },
  token: { valid: (value) => isText(value, LONGEST_TOKEN), must: 'the token, as a text' },
};

/** Reads a text message of a client, with a clean name. Throws a `StreamFailure` that says what is wrong with it. */
export function parseClientMessage(text: string): StreamClientMessage {
  const message = parseObject(text);
  const { type, ...fields } = message;
  if (type === 'end') return { type };
  if (type !== 'hello') throw malformed('The type of a text message must be "hello" or "end".');
  for (const [name, value] of Object.entries(fields)) {
    if (!isHelloField(name)) throw malformed(`A hello has no field ${JSON.stringify(name.slice(0, LONGEST_NAME))}.`);
    const { valid, must } = HELLO_FIELDS[name];
    if (!valid(value)) throw malformed(`The field "${name}" of a hello must be ${must}.`);
  }
  const { name } = fields;
  return { ...fields, type, ...(typeof name === 'string' ? { name: cleanLine(name).trim() } : {}) };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed('A text message must be JSON. Sound is sent in binary messages.');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw malformed('A text message must be a JSON object.');
}

function isHelloField(name: string): name is keyof typeof HELLO_FIELDS {
  return Object.hasOwn(HELLO_FIELDS, name);
}

function isText(value: unknown, longest: number): value is string {
  return typeof value === 'string' && value.length <= longest;
}

function isTag(value: unknown): boolean {
  return isText(value, LONGEST_TAG) && value !== '';
}

function malformed(message: string): StreamFailure {
  return new StreamFailure('malformed', message);
}
