import { z } from 'zod';

/** Why a setting has no effect beside the others. */
export interface IdleSetting {
  /** A clause without a full stop, such as `no words are masked`. */
  readonly because: string;
  /** What to do, as a sentence. */
  readonly hint: string;
}

/** What the command line, the documents and the schema of the file tell of one setting. */
export interface SettingInfo {
  /** One clause without a full stop, such as `target languages, such as en or en,fr`. */
  readonly description: string;
  /** Option of the command line without its dashes, such as `translate`; absent where only the file sets it. */
  readonly flag?: string;
  /** What stands behind the option, such as `<tags>`, or `[folder]` where it may be left out; absent for switches. */
  readonly value?: string;
  /** Makes the value of the file out of what stands behind an option or in a variable; lists are parted at commas. */
  readonly fromText?: (text: string) => unknown;
  /** True where the option may be given several times, and its values are the items of the list. */
  readonly repeats?: boolean;
  /** Makes the paths in a value of a file whole, which count from the folder of that file. */
  readonly inFolder?: (value: unknown, folder: string) => unknown;
  /**
   * Why it has no effect where somebody types its option; undefined where it has, as always when absent.
   * @param valueOf the values of other settings by their names, such as `vocabulary.mask`.
   */
  readonly idle?: (valueOf: (name: string) => unknown) => IdleSetting | undefined;
  /** True where a change takes effect while captions run. */
  readonly live?: boolean;
}

/** Of every setting of the configuration. */
export const settingInfos = z.registry<SettingInfo>();

/** Describes a setting. The areas of the engine describe their own; `src/config` composes them. */
export function setting<Schema extends z.ZodType>(schema: Schema, info: SettingInfo): Schema {
  settingInfos.add(schema, info);
  return schema;
}
