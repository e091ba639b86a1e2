import path from 'node:path';
import { z } from 'zod';
import { setting, type SettingInfo } from '../setting.ts';
import { userPath } from '../user-path.ts';
import { choice, eitherOf, numberFromText } from '../setting-text.ts';
import type { Immutable } from '../settings-section.ts';
import type { AudioBackendDefinition } from './devices/backend-definition.ts';
import { BUILT_IN_BACKENDS } from './devices/built-in-backends.ts';
import { inputOf, parseInput, type InputSpec, type ParsedInput } from './input-spec.ts';
import { INPUT_KINDS, inputTextInFolder, type InputKind } from './input-text.ts';
import type { Pace } from './pacing.ts';

/** More is no stream, but a mistake in a file. */
const MOST_INPUTS = 32;

const inputMapping = z
  .strictObject({
    kind: choice(INPUT_KINDS).describe('what is listened to'),
    name: z.string('is not a text').optional().describe('path of the file, or name of the device or a part of it'),
    as: z.string('is not a text').optional().describe('name that is shown with the captions'),
    language: z.string('is not a language tag').optional().describe('what is spoken in it, such as es or es,en'),
    channel: z.number('is not a number').optional().describe('the only channel that is heard, from 1'),
    gain: z.number('is not a number').optional().describe('decibels, -40 to 40'),
    gate: z
      .union([z.literal('auto'), z.number()], 'is not auto or a number')
      .optional()
      .describe('level in dBFS below which the input is silent'),
    denoise: z.boolean('is not true or false').optional().describe('suppresses music and voices in the background'),
  })
  .describe('an input, one setting beside the other');

const input = z
  .union([z.string().describe('such as mic:Yeti,as=Anna'), inputMapping], 'is not an input, such as mic')
  .transform((given, context): InputSpec => {
    const parsed: ParsedInput = typeof given === 'string' ? parseInput(given) : inputOf(given);
    if (parsed.ok) return parsed.input;
    context.addIssue({ code: 'custom', message: parsed.problem });
    return z.NEVER;
  });

const pace = z.string('is not real-time, unpaced, or a speed such as 10x').transform((text, context): Pace => {
  if (text === 'real-time' || text === 'unpaced') return text;
  const rate = Number(text.replace(/x$/u, ''));
  if (rate > 0 && rate <= 1000) return { rate };
  context.addIssue({ code: 'custom', message: 'is not real-time, unpaced, or a speed such as 10x' });
  return z.NEVER;
});

const count = z.number('is not a number').int('is not a whole number');

function idleWithout(kinds: readonly InputKind[], because: string): NonNullable<SettingInfo['idle']> {
  return (valueOf) => {
    const inputs = valueOf('audio.inputs') as readonly InputSpec[];
    if (inputs.some(({ kind }) => kinds.includes(kind))) return undefined;
    return { because, hint: `Leave it out, or add --input ${kinds.join(' or --input ')}.` };
  };
}

function sectionWith(added: readonly AudioBackendDefinition[]) {
  const backends = ['auto', ...Object.keys(BUILT_IN_BACKENDS), ...added.map(({ name }) => name)];
  return z.strictObject({
    inputs: setting(
      z.array(input, 'is not a list of inputs').max(MOST_INPUTS, `has more than ${MOST_INPUTS} inputs`).default([]),
      {
        description:
          'file:PATH, stdin, mic, mic:NAME, loopback, loopback:NAME or browser; several times for several; ' +
          'settings after it: ,as=NAME,language=es+en,channel=2,gain=6,gate=auto,denoise=on',
        flag: 'input',
        value: '<input>',
        repeats: true,
        // Names of devices may hold commas, and in quotes what parts inputs as well.
        fromText: (text) => text.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/u).map((part) => part.trim()),
        inFolder: (value, folder) => (Array.isArray(value) ? value.map((item) => inputInFolder(item, folder)) : value),
      },
    ),
    backend: setting(choice(backends).default('auto'), {
      description: `how sound devices are reached: ${eitherOf(backends)}`,
      flag: 'audio-backend',
      idle: idleWithout(['mic', 'loopback'], 'no sound device is listened to'),
      value: '<name>',
    }),
    pace: setting(pace.optional(), {
      description: 'real-time, unpaced, or a speed such as 10x',
      flag: 'pace',
      idle: idleWithout(['file', 'stdin'], 'neither a file nor the standard input is listened to'),
      value: '<pace>',
    }),
    raw: z
      .strictObject({
        rate: setting(count.min(8000, 'is below 8000').max(192_000, 'is above 192000').default(16_000), {
          description: 'sample rate of raw sound on stdin',
          flag: 'rate',
          idle: idleWithout(['stdin'], 'the standard input is not listened to'),
          value: '<hertz>',
          fromText: numberFromText,
        }),
        channels: setting(count.min(1, 'is below 1').max(64, 'is above 64').default(1), {
          description: 'channels of raw sound on stdin',
          flag: 'channels',
          idle: idleWithout(['stdin'], 'the standard input is not listened to'),
          value: '<count>',
          fromText: numberFromText,
        }),
        encoding: setting(choice(['s16le', 'f32le']).default('s16le'), {
          description: 'samples of raw sound on stdin: s16le or f32le',
          flag: 'encoding',
          idle: idleWithout(['stdin'], 'the standard input is not listened to'),
          value: '<name>',
        }),
      })
      .prefault({}),
  });
}

const section = sectionWith([]);

/**
 * The section `audio`: what is listened to, and how.
 * @param added backends that do not come with the program.
 */
export function audioSection(added: readonly AudioBackendDefinition[] = []): typeof section {
  return added.length === 0 ? section : sectionWith(added);
}

export type AudioSettings = Immutable<z.output<typeof section>>;

function inputInFolder(item: unknown, folder: string): unknown {
  if (typeof item === 'string') return inputTextInFolder(item, folder);
  const mapping = z.looseObject({ kind: z.literal('file'), name: z.string() }).safeParse(item);
  return mapping.success ? { ...mapping.data, name: path.resolve(folder, userPath(mapping.data.name, folder)) } : item;
}
