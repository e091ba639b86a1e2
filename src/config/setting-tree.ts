import { z } from 'zod';
import { settingInfos, type SettingInfo } from '../engine/setting.ts';

/** One thing that a user can set. */
export interface Setting {
  /** Names of the sections and its own, such as `['translation', 'llm', 'model']`. */
  readonly path: readonly string[];
  /** The path with dots, such as `translation.llm.model`. */
  readonly name: string;
  readonly info: SettingInfo;
  readonly schema: z.ZodType;
  /** As it is written in a file; undefined where there is none. */
  readonly usual: unknown;
}

/** All settings of a schema of sections, in its order. Throws where one does not describe itself. */
export function settingsIn(schema: z.ZodType, path: readonly string[] = []): Setting[] {
  const name = path.join('.');
  const info = infoOf(schema);
  if (info) return [{ path, name, info, schema, usual: usualOf(schema) }];
  const section = innermost(schema);
  if (!(section instanceof z.ZodObject)) throw new Error(`The setting ${name} does not describe itself.`);
  return Object.entries(section.shape).flatMap(([key, part]) => settingsIn(part as z.ZodType, [...path, key]));
}

/** The schema within defaults and the like. */
function inner(schema: z.ZodType): z.ZodType | undefined {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return schema.unwrap() as z.ZodType;
  return schema instanceof z.ZodPipe ? (schema.in as z.ZodType) : undefined;
}

function innermost(schema: z.ZodType): z.ZodType {
  const next = inner(schema);
  return next ? innermost(next) : schema;
}

function infoOf(schema: z.ZodType): SettingInfo | undefined {
  const next = inner(schema);
  return settingInfos.get(schema) ?? (next && infoOf(next));
}

function usualOf(schema: z.ZodType): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return schema.def.defaultValue;
  const next = inner(schema);
  return next && usualOf(next);
}

/**
 * The value, as a file has it, of what somebody has typed: behind an option, in a variable, or for `config set`. A text
 * that makes no sense stays what it is, so that it is refused with what is wrong with it.
 */
export function valueFromText({ info }: Setting, text: string): unknown {
  return info.fromText ? info.fromText(text) : text;
}
