import { z } from 'zod';
import { canonicalTag } from '../protocol/language/parse-language.ts';
import type { SpokenLanguage } from '../protocol/spoken-language.ts';
import { parseInput, type InputSpec } from './input-spec.ts';
import { parseSpokenLanguages } from '../protocol/parse-spoken-languages.ts';
import { translationSettings } from './translation-settings.ts';

// What a user can set, with its defaults, in one place. The command line fills it; units are in the names.

const spokenLanguages = z.string().transform((text, context): SpokenLanguage => {
  const parsed = parseSpokenLanguages(text, ',');
  if (parsed.ok) return parsed.spoken;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

const targetLanguage = z
  .string()
  .refine((tag) => tag !== 'auto', { error: 'cannot be auto: name the language to translate into', abort: true })
  .refine((tag) => canonicalTag(tag) !== undefined, 'is not a language tag such as en, es or pt-BR');

const targetLanguages = z
  .array(targetLanguage)
  .refine((tags) => new Set(tags.map(canonicalTag)).size === tags.length, 'names a language twice');

const port = z.coerce
  .number('is not a port number')
  .int('is not a whole number')
  .min(0, 'is not between 0 and 65535')
  .max(65_535, 'is not between 0 and 65535');

/** Seconds. */
const maxLag = z.coerce
  .number('is not a number of seconds')
  .min(1, 'is below 1 second')
  .max(30, 'is above 30 seconds')
  .default(4);

const inputSpec = z.string().transform((text, context): InputSpec => {
  const parsed = parseInput(text);
  if (parsed.ok) return parsed.input;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

const pace = z.string().transform((text, context) => {
  if (text === 'real-time' || text === 'unpaced') return text;
  const rate = Number(text.replace(/x$/u, ''));
  if (rate > 0 && rate <= 1000) return { rate };
  context.addIssue({ code: 'custom', message: 'is not real-time, unpaced, or a speed such as 10x' });
  return z.NEVER;
});

const speech = {
  model: z.string().min(1, 'is empty').default('demo'),
  language: spokenLanguages.default({ language: 'auto' }),
  translate: targetLanguages.default([]),
  sensitivity: z.enum(['low', 'normal', 'high'], 'is not low, normal or high').default('normal'),
  replicas: z.coerce.number('is not a number').int('is not a whole number').min(1).max(16).default(1),
  prompt: z.string().default(''),
  remoteModel: z.string().default('whisper-1'),
  apiKeyVariable: z.string().optional(),
  ...translationSettings,
};

const audioBackend = z
  .enum(['auto', 'pulse', 'naudiodon', 'decibri'], 'is not auto, pulse, naudiodon or decibri')
  .default('auto');

const logLevel = z.enum(['error', 'warn', 'info', 'debug'], 'is not error, warn, info or debug').default('error');

/** `overlingo start`. */
export const startSchema = z.strictObject({
  ...speech,
  input: z.array(inputSpec).min(1, 'is missing'),
  audioBackend,
  lan: z.boolean().default(false),
  programs: z.boolean().default(false),
  newToken: z.boolean().default(false),
  pace: pace.optional(),
  rate: z.coerce
    .number('is not a number')
    .int()
    .min(8000, 'is below 8000')
    .max(192_000, 'is above 192000')
    .default(16_000),
  channels: z.coerce.number('is not a number').int().min(1).max(64).default(1),
  encoding: z.enum(['s16le', 'f32le'], 'is not s16le or f32le').default('s16le'),
  port: port.default(7474),
  maxLag,
  json: z.boolean().default(false),
  log: logLevel,
});

/** `overlingo devices`. */
export const devicesSchema = z.strictObject({
  json: z.boolean().default(false),
  meter: z.boolean().default(false),
  audioBackend,
  log: logLevel,
});

export type DevicesSettings = z.infer<typeof devicesSchema>;

const mirror = z.url('is not an address').optional();

/** `overlingo models list`. */
export const modelsListSchema = z.strictObject({
  installed: z.boolean().default(false),
  refresh: z.boolean().default(false),
  json: z.boolean().default(false),
  mirror,
  log: logLevel,
});

/** `overlingo models get`. */
export const modelsGetSchema = z.strictObject({ refresh: z.boolean().default(false), mirror, log: logLevel });

/** `overlingo models remove`. */
export const modelsRemoveSchema = z.strictObject({ log: logLevel });

export type ModelsListSettings = z.infer<typeof modelsListSchema>;
export type ModelsGetSettings = z.infer<typeof modelsGetSchema>;

/** `overlingo transcribe`. */
export const transcribeSchema = z.strictObject({
  ...speech,
  format: z.enum(['txt', 'srt', 'vtt', 'jsonl'], 'is not txt, srt, vtt or jsonl').default('txt'),
  keepSource: z.boolean().default(false),
  output: z.string().optional(),
  log: logLevel,
});

/** `overlingo demo`. */
export const demoSchema = z.strictObject({
  language: z.enum(['en', 'es', 'de', 'fr'], 'is not one of the demo languages en, es, de, fr').default('es'),
  translate: targetLanguages.optional(),
  ...translationSettings,
  once: z.boolean().default(false),
  open: z.boolean().default(true),
  json: z.boolean().default(false),
  port: port.default(7474),
  maxLag,
  log: logLevel,
});

export type StartSettings = z.infer<typeof startSchema>;
export type TranscribeSettings = z.infer<typeof transcribeSchema>;
export type DemoSettings = z.infer<typeof demoSchema>;

/** The speech settings that `start` and `transcribe` share. */
export type SpeechSettings = Pick<StartSettings, keyof typeof speech>;
