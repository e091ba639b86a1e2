import { z } from 'zod';

/** The settings of one translator or recogniser, a part of its section. */
export type SettingsSchema = z.ZodObject<z.core.$ZodLooseShape, z.core.$strict>;

/** Of those that have nothing to set. */
export const NO_SETTINGS = z.strictObject({});

interface Described {
  readonly name: string;
  readonly settings: SettingsSchema;
}

/** The parts of a section by their names: those of the definitions that have anything to set. */
export type SubSections<Definitions extends Readonly<Record<string, Described>>> = {
  [
    Name in keyof Definitions as keyof Definitions[Name]['settings']['shape'] extends never ? never : Name
  ]: z.ZodPrefault<Definitions[Name]['settings']>;
};

/** One part of a section for each definition that has anything to set. */
export function subSections<Definitions extends Readonly<Record<string, Described>>>(
  definitions: Definitions,
): SubSections<Definitions>;
export function subSections(definitions: Readonly<Record<string, Described>>): Record<string, z.ZodType> {
  const adjustable = Object.values(definitions).filter(({ settings }) => Object.keys(settings.shape).length > 0);
  return Object.fromEntries(adjustable.map(({ name, settings }) => [name, settings.prefault({})]));
}

/** The same for definitions that are known only while the program runs, and so to no type; see `partOf`. */
export function addedSections(added: readonly Described[]): object {
  return subSections(Object.fromEntries(added.map((definition) => [definition.name, definition])));
}

/** Settings are set by whoever parses them, and read by all others. */
export type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
    : Value;

/** The part of a section that is a definition's own; its defaults where the section was parsed without the definition. */
export function partOf<Schema extends SettingsSchema>(
  section: object,
  { name, settings }: { readonly name: string; readonly settings: Schema },
): z.infer<Schema> {
  const given = (section as Readonly<Record<string, z.infer<Schema> | undefined>>)[name];
  return given ?? settings.parse({});
}
