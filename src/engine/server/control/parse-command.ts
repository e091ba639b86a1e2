import { z } from 'zod';
import type { UtteranceId } from '../../../protocol/caption-event.ts';
import { cleanLine } from '../../../protocol/clean-text.ts';
import { LONGEST_HOLD_MS, type ControlAnswer, type ControlCommand } from '../../../protocol/control-contract.ts';

/** Longer names, tags and values are none. */
const LONGEST = 200;
const MOST_PARAMETERS = 40;

const text = z.string('is not a text').min(1, 'is empty').max(LONGEST, `is longer than ${LONGEST} characters`);
const line = text.transform((written) => cleanLine(written).trim()).pipe(text);
const to = z.enum(['on', 'off', 'toggle'], 'is not on, off or toggle');
const sourceId = line.exactOptional();

const command = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('listen'), to, sourceId }),
    z.strictObject({ type: z.literal('show'), to }),
    z.strictObject({
      type: z.literal('hold'),
      forMs: z
        .number('is not a number')
        .min(0, 'is below 0')
        .max(LONGEST_HOLD_MS, `is above ${LONGEST_HOLD_MS / 1000} s`),
    }),
    z.strictObject({ type: z.literal('clear') }),
    z.strictObject({
      type: z.literal('look'),
      parameters: z
        .record(line, line.nullable(), 'are not a mapping of names to texts')
        .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, 'are too many'),
    }),
    z.strictObject({ type: z.literal('preset'), name: line.nullable() }),
    z.strictObject({ type: z.literal('spoken-language'), language: line, sourceId }),
    z.strictObject({ type: z.literal('translator'), name: line }),
    z.strictObject({ type: z.literal('wrong'), utteranceId: line.transform((id) => id as UtteranceId) }),
    z.strictObject({ type: z.literal('chapter'), name: line.exactOptional() }),
    z.strictObject({ type: z.literal('undo') }),
  ],
  { error: () => 'is no command' },
);

type Parsed =
  | { readonly ok: true; readonly command: ControlCommand }
  | { readonly ok: false; readonly answer: Extract<ControlAnswer, { ok: false }> };

/** The command in what somebody sent, clean, or what is wrong with it. What it names may not be there. */
export function parseCommand(value: unknown): Parsed {
  if (hasForeignKey(value)) return malformed('This is no command.');
  const parsed = command.safeParse(value);
  if (parsed.success) return { ok: true, command: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') return malformed('The command has a part that it cannot have.');
  const path = issue?.path.join('.') ?? '';
  if (path === '' || path === 'type') return malformed('This is no command.');
  return malformed(`The part "${cleanLine(path)}" of the command ${issue?.message ?? 'is wrong'}.`);
}

const FOREIGN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** No command is made of more layers. */
const MOST_LAYERS = 4;

/** Keys that reach into what objects are made of, or deeper layers than any command has. */
function hasForeignKey(value: unknown, layers = MOST_LAYERS): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (layers === 0) return true;
  return Object.entries(value).some(([key, part]) => FOREIGN_KEYS.has(key) || hasForeignKey(part, layers - 1));
}

function malformed(message: string): Parsed {
  return { ok: false, answer: { ok: false, code: 'malformed', message } };
}
