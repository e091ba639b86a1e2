import type { Command } from 'commander';
import { z } from 'zod';
import { EngineError } from '../engine/errors.ts';
import { CHAPTER_FORMATS } from '../engine/captions/chapter-text.ts';
import { TRANSCRIPT_FORMATS } from '../engine/captions/transcript-format.ts';
import { choice, languageTag } from '../engine/setting-text.ts';
import { userPath } from '../engine/user-path.ts';
import { CAPTION_LAYOUTS } from '../protocol/overlay-parameters.ts';
import { helpCallOf } from './help.ts';

// What only the command line can say: it is of one run, and so in no file.

const off = z.boolean().default(false);
const mirror = z.url('is not an address').optional();

/** `overlingo demo`. */
export const demoOptions = z.object({
  language: z.enum(['en', 'es', 'de', 'fr'], 'is not one of the demo languages en, es, de, fr').default('es'),
  once: off,
  open: z.boolean().default(true),
  json: off,
});

/** `overlingo start`. */
export const startOptions = z.object({ newToken: off, once: off, json: off });

const file = z
  .string()
  .min(1, 'is empty')
  .transform((name) => userPath(name))
  .optional();
const format = choice(TRANSCRIPT_FORMATS).optional();

/** `overlingo transcribe`. */
export const transcribeOptions = z.object({ format, keepSource: off, output: file });

/** `overlingo devices`. */
export const devicesOptions = z.object({ json: off, meter: off });

/** `overlingo models list`. */
export const modelsListOptions = z.object({ installed: off, refresh: off, json: off, mirror });

/** `overlingo models get`. */
export const modelsGetOptions = z.object({ refresh: off, mirror, yes: off });

/** `overlingo models bench`. */
export const modelsBenchOptions = z.object({ json: off });

const stored = { folder: file };
const written = { ...stored, format, language: languageTag.optional(), output: file };
const seconds = z
  .string()
  .regex(/^[+-]?\d+(?:\.\d+)?$/u, 'is not a number of seconds, such as -2.5')
  .transform(Number);

/** `overlingo transcripts list`. */
export const transcriptsListOptions = z.object({ ...stored, json: off });

/** `overlingo transcripts show`. */
export const transcriptsShowOptions = z.object({ ...stored, language: languageTag.optional() });

/** `overlingo transcripts export` and `merge`. */
export const transcriptsExportOptions = z.object(written);

/** `overlingo transcripts shift`. */
export const transcriptsShiftOptions = z.object({
  ...written,
  by: seconds.optional(),
  recording: z.string().min(1, 'is empty').optional(),
});

/** `overlingo transcripts chapters`. */
export const transcriptsChaptersOptions = z.object({
  ...stored,
  format: choice(CHAPTER_FORMATS).optional(),
  recording: z.string().min(1, 'is empty').optional(),
  output: file,
});

/** `overlingo transcripts search`. */
export const transcriptsSearchOptions = z.object({ ...stored, json: off });

/** `overlingo obs setup`. */
export const obsSetupOptions = z.object({
  scene: z.string().min(1, 'is empty').optional(),
  language: z.array(languageTag).default([]),
  layout: choice(CAPTION_LAYOUTS).optional(),
  remove: off,
  dryRun: off,
  json: off,
});

/** `overlingo obs status`. */
export const obsStatusOptions = z.object({ json: off });

export type DemoOptions = z.infer<typeof demoOptions>;
export type StartOptions = z.infer<typeof startOptions>;
export type TranscribeOptions = z.infer<typeof transcribeOptions>;
export type TranscriptsListOptions = z.infer<typeof transcriptsListOptions>;
export type TranscriptsShowOptions = z.infer<typeof transcriptsShowOptions>;
export type TranscriptsExportOptions = z.infer<typeof transcriptsExportOptions>;
export type TranscriptsShiftOptions = z.infer<typeof transcriptsShiftOptions>;
export type TranscriptsChaptersOptions = z.infer<typeof transcriptsChaptersOptions>;
export type TranscriptsSearchOptions = z.infer<typeof transcriptsSearchOptions>;
export type DevicesOptions = z.infer<typeof devicesOptions>;
export type ModelsListOptions = z.infer<typeof modelsListOptions>;
export type ModelsGetOptions = z.infer<typeof modelsGetOptions>;
export type ModelsBenchOptions = z.infer<typeof modelsBenchOptions>;
export type ObsSetupOptions = z.infer<typeof obsSetupOptions>;
export type ObsStatusOptions = z.infer<typeof obsStatusOptions>;

/** The options of a command that are no settings. @throws EngineError `usage` which names the one that is wrong. */
export function ownOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: Readonly<Record<string, unknown>>,
  command: Command,
): z.infer<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const name = String(issue?.path[0] ?? '');
  const flag = name.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);
  const problem = `--${flag} "${String(given[name])}" ${issue?.message ?? 'is not valid'}.`;
  throw new EngineError('usage', problem, { hint: `See ${helpCallOf(command)}.` });
}
